import type {DatasetName} from "./descriptors.js";
import type {ImageSize} from "./images.js";
import type {NormalizationName} from "./normalization.js";
import type {DifficultyName} from "./shapesDifficulty.js";

/** Which images to train on. */
export interface DatasetChoice {
  name: DatasetName;
  size: ImageSize;
  /** Of Shapes-10. Defaults to plain. */
  difficulty?: DifficultyName;
  /** What is done to its pixels. Defaults to mean and deviation. */
  normalization?: NormalizationName;
}

/** Returns what tells data sets apart. Shifting and mirroring is done to the images of a step, so it does not. */
export function datasetKey({
  name,
  size,
  difficulty = "plain",
  normalization = "deviation"
}: DatasetChoice): string {
  return `${name} ${size} ${difficulty} ${normalization}`;
}
