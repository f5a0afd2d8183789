/**
 * How a network trains: by a plan, which is a fixed list of our own kernels, or on the reference executor, operation by
 * operation in TensorFlow.js.
 */
export type Executor = "plan" | "reference";

/** Both executors, the usual one first. */
export const executors: readonly Executor[] = ["plan", "reference"];
