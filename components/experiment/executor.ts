/**
 * How a network trains: by a plan, which is a fixed list of our own kernels, or on the reference path, operation by
 * operation in TensorFlow.js.
 */
export type TrainingPath = "plan" | "reference";

/** Both paths, the usual one first. */
export const trainingPaths: readonly TrainingPath[] = ["plan", "reference"];
