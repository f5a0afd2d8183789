import type {Tensor} from "../tensor.js";
import type {Value} from "../value.js";
import type {Differentiation} from "./differentiation.js";
import type {Lowering} from "./lowering.js";
import type {OperationBase} from "./operationBase.js";
import type {LeafTracers} from "./tracing.js";

/** One type of operation: how a network has it, and which kernels it is made of, forward and back. */
export interface OperationDescriptor<O extends OperationBase> {
  readonly type: O["type"];
  /** The leaves of a network that it does. */
  readonly leaves?: LeafTracers;
  /** What it can take in when operations are fused: an activation that follows it, or a sum and its activation. */
  readonly takesIn?: "activation" | "sum";
  /** Returns the values that it reads. */
  inputs(operation: O): readonly Value[];
  /** Returns which tensors of its layer are trained. Defaults to none. */
  trained?(operation: O): readonly ("weight" | "bias" | "gammaBeta")[];
  /** Adds the calls that make its output, *y*. */
  lower(operation: O, y: Tensor, lowering: Lowering): void;
  /** Adds the calls that make, of the gradient of its output, *dy*, those of its inputs and of its layer's parameters. */
  differentiate(operation: O, dy: Tensor, differentiation: Differentiation): void;
}
