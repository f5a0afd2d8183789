import type {Accumulation} from "../epilogue.js";
import type {Ground} from "../ground.js";
import type {PartialSums} from "../partialSums.js";
import type {CallList} from "../program.js";
import type {Tensor} from "../tensor.js";
import type {Term, Value} from "../value.js";
import type {Ending} from "./ending.js";
import type {OperationBase} from "./operationBase.js";

/** What a gradient is yet to be multiplied by: a shortcut's λ and gate. */
export interface Factor {
  scale: number;
  gate?: Tensor;
}

/** The gradients of a graph's values in the making, by those who read the values. */
export interface Gradients {
  /** Whether a *value* is to have a gradient. */
  wanted(value: Value): boolean;
  /** Returns the gradient of a *value* with nothing pending; undefined if it has none. */
  ready(value: Value): Tensor | undefined;
  /** Makes *tensor*, to be multiplied by *pending*, the gradient of a *value*, or returns false if it has one already. */
  hand(value: Value, tensor: Tensor, pending: Factor): boolean;
  /** Calls *write* with the tensor of a value's gradient, and whether to add to what it holds. */
  contribute(value: Value, write: (dx: Tensor, accumulate: boolean) => void): void;
  /** Like contribute, for kernels that can do what is pending on their way. */
  accumulate(value: Value, write: (dx: Tensor, accumulation: Accumulation, keepGate?: Tensor) => void): void;
  /** Returns the block inside of whose residual function a *value* is; undefined outside. */
  homeOf(value: Value): string | undefined;
  /** Lets *body* add what a *value* outside of a residual function needs where calls inside of it are not run. */
  ifDropped(value: Value, body: () => void): void;
}

/** What gets a share of a sum's gradient. */
export interface Share {
  /** The block whose sum it is, if it adds a shortcut. */
  gate?: string;
  role: "residual" | "shortcut";
  /** Whether dy may become the gradient itself, since nobody reads it afterwards. */
  own: boolean;
}

/** A backward pass in the making: what a gradient rule can use. */
export interface Differentiation {
  readonly ground: Ground;
  readonly call: CallList["add"];
  readonly inside: CallList["inside"];
  readonly sums: PartialSums;
  readonly gradients: Gradients;
  /** Returns the tensor of a value of the forward pass. */
  tensorOf(value: Value): Tensor;
  /** Returns what an operation has kept of the forward pass. */
  savedOf(operation: OperationBase): Tensor;
  /** Multiplies *dy* by the slope of the activation that ends an operation, in whatever steps there is its output. */
  slope(operation: OperationBase & Ending, dy: Tensor): void;
  /** Like slope, in those steps alone in which the calls around it are run. */
  multiplyBySlope(operation: OperationBase & Ending, dy: Tensor): void;
  /** Gives a term of a sum its gradient, which is dy times the term's scale and gate. */
  pass(term: Term, dy: Tensor, share: Share): void;
  /** Gives what an operation adds its gradient, in whatever steps there is its output. */
  passAddend(operation: OperationBase & Ending, dy: Tensor): void;
}
