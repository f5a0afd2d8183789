import type {DatasetChoice} from "./datasets.js";

/** Returns what tells data sets apart. Shifting and mirroring is done to the images of a step, so it does not. */
export function datasetKey({
  name,
  size,
  difficulty = "plain",
  normalization = "deviation"
}: DatasetChoice): string {
  return `${name} ${size} ${difficulty} ${normalization}`;
}
