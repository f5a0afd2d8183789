import {classCount} from "../dataset/classSubset.js";
import type {RunSpec} from "./runSpec.js";

/** Returns the error of a network that guesses among the classes of a run's images, a fraction. */
export function chanceError({dataset}: Pick<RunSpec, "dataset">): number {
  return 1 - 1 / classCount(dataset);
}
