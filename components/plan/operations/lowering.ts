import type {Ground} from "../ground.js";
import type {CallList} from "../program.js";
import type {Tensor} from "../tensor.js";
import type {Value} from "../value.js";
import type {OperationBase} from "./operationBase.js";

/** How normalization works: by the batch, which the running statistics follow, or by those. */
export type NormMode = "batch" | "running";

/** A forward pass in the making. */
export interface Lowering {
  readonly ground: Ground;
  readonly mode: NormMode;
  /** Whether a backward pass follows, for which operations keep what they need, and dropout drops. */
  readonly training: boolean;
  /** Adds a call. */
  readonly call: CallList["add"];
  /** Returns the tensor of a value that was made before. */
  tensorOf(value: Value): Tensor;
  /** Keeps a *tensor* of an operation for its gradient rule. */
  save(operation: OperationBase, tensor: Tensor): void;
}
