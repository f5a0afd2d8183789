import {datasetOf} from "../dataset/descriptors.js";
import type {RunSpec} from "./runSpec.js";

/** Returns the error of a network that guesses among the classes of a run's images, a fraction. */
export function chanceError({dataset}: Pick<RunSpec, "dataset">): number {
  return 1 - 1 / datasetOf(dataset.name).numClasses;
}
