/**
 * Where a tensor lives. Parameters, their gradients and velocities have one layout, in three buffers; activations and
 * their gradients share the arena, each for as long as it is needed. What is tested has a place of its own, so that the
 * last step's batch can still be measured.
 */
export type Space =
  | "parameters"
  | "gradients"
  | "velocities"
  | "statistics"
  | "gates"
  | "images"
  | "labels"
  | "testImages"
  | "testLabels"
  | "metrics"
  | "hyper"
  | "observations"
  | "arena";

/** A place for *size* float32 numbers. A part of another tensor has that tensor as its *whole*. */
export interface Tensor {
  readonly name: string;
  readonly space: Space;
  size: number;
  /** First number, counted from the beginning of the space, or of the whole. */
  readonly offset: number;
  readonly whole?: Tensor;
}
