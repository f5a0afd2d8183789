/** Where an optimiser's slot is, such as `slot:velocity`. */
export type SlotSpace = `slot:${string}`;

/**
 * Where a tensor lives. Parameters, their gradients and the optimiser's slots have one layout, in a buffer each;
 * activations and their gradients share the activation memory, each for as long as it is needed. What is tested has a
 * place of its own, so that the last step's batch can still be measured.
 */
export type Space =
  | "parameters"
  | "gradients"
  | SlotSpace
  | "statistics"
  | "gates"
  | "images"
  | "labels"
  | "testImages"
  | "testLabels"
  | "metrics"
  | "scalars"
  | "seed"
  | "observations"
  | "activations";

/** A place for *size* float32 numbers. A part of another tensor has that tensor as its *whole*. */
export interface Tensor {
  readonly name: string;
  readonly space: Space;
  size: number;
  /** First number, counted from the beginning of the space, or of the whole. */
  readonly offset: number;
  readonly whole?: Tensor;
}
