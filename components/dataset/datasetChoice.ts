import type {ClassSubset} from "./classSubset.js";
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
  /** Which of its classes. Defaults to all. */
  classes?: ClassSubset;
  /** How many classes a reader's own images have. */
  numClasses?: number;
}

/** Returns what tells data sets apart. What follows from a run's step or seed does not: shifting, mirroring, and few images. */
export function datasetKey({
  name,
  size,
  difficulty = "plain",
  normalization = "deviation",
  classes = "all",
  numClasses
}: DatasetChoice): string {
  const own = numClasses === undefined ? "" : ` ${numClasses}`;
  return `${name} ${size} ${difficulty} ${normalization} ${classes}${own}`;
}
