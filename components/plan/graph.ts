import type {Ending} from "./operations/ending.js";
import type {OperationBase} from "./operations/operationBase.js";
import {descriptorOf, type Operation} from "./operations/operations.js";
import type {Term, Value} from "./value.js";

/** A network as operations in the order of a forward pass. */
export interface OperationGraph {
  readonly input: Value;
  readonly output: Value;
  readonly operations: readonly Operation[];
}

/** Returns the values that an *operation* reads. */
export function inputsOf(operation: Operation): readonly Value[] {
  return descriptorOf(operation).inputs(operation);
}

/** An operation that may add a shortcut to a residual function. */
export type ResidualEnd = OperationBase & Ending & {readonly terms?: readonly Term[]};

/**
 * Returns whether an *operation* adds a shortcut to a residual function that a step can drop. What it makes is then the
 * shortcut alone, while all else of the residual function is not made.
 */
export function endsResidual(operation: OperationBase): operation is ResidualEnd {
  const {gate} = operation as ResidualEnd;
  return gate !== undefined && gate === operation.residualOf;
}

/** Returns the shortcut of such an operation. */
export function shortcutOf({terms, addend}: ResidualEnd): Term {
  return terms ? terms[1] : addend!;
}

/** Returns the names of the blocks whose sums have a gate, in order. */
export function gatesOf({operations}: OperationGraph): string[] {
  return [...new Set(operations.flatMap((operation) => (operation as ResidualEnd).gate ?? []))];
}
