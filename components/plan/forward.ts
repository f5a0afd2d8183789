import {endsResidual, type OperationGraph, type ResidualEnd, shortcutOf} from "./graph.js";
import {gateOf, type Ground} from "./ground.js";
import type {Lowering, NormMode} from "./operations/lowering.js";
import type {OperationBase} from "./operations/operationBase.js";
import {descriptorOf} from "./operations/operations.js";
import {type Call, createCallList} from "./program.js";
import {activationTensor, sizeOf} from "./sizes.js";
import type {Tensor} from "./tensor.js";
import type {Value} from "./value.js";

/** What a forward pass leaves behind for the backward pass. */
export interface Forward {
  readonly calls: Call[];
  tensorOf(value: Value): Tensor;
  /** Returns what an operation has kept, such as a normalization's mean and 1 / √(variance + ε). */
  savedOf(operation: OperationBase): Tensor;
}

/**
 * Returns the forward pass of a *graph*. In a step that drops a residual function, the sum at its end is replaced by the
 * shortcut alone, so that nothing reads what was not computed: memory that others have written to. **training** says
 * whether a backward pass follows; it defaults to where batch statistics are used.
 */
export function lowerForward(
  graph: OperationGraph,
  ground: Ground,
  mode: NormMode,
  {training = mode === "batch"}: {training?: boolean} = {}
): Forward {
  const {calls, add: call, inside, instead} = createCallList();
  const tensors = new Map<Value, Tensor>([[graph.input, ground.images]]);
  const saved = new Map<OperationBase, Tensor>();
  const tensorOf = (value: Value) => found(tensors.get(value), value.name);
  const lowering: Lowering = {
    ground,
    mode,
    training,
    call,
    tensorOf,
    save: (operation, tensor) => void saved.set(operation, tensor)
  };

  for (const operation of graph.operations) {
    const y = activationTensor(operation.output.name, sizeOf(operation.output, ground.batch));
    tensors.set(operation.output, y);
    inside(operation.residualOf, () => {
      descriptorOf(operation).lower(operation, y, lowering);
      if (endsResidual(operation)) instead(() => passShortcut(operation, y, lowering));
    });
  }
  return {calls, tensorOf, savedOf: (operation) => found(saved.get(operation), operation.name)};
}

function passShortcut(sum: ResidualEnd, y: Tensor, {ground, call, tensorOf}: Lowering): void {
  const {value, scale} = shortcutOf(sum);
  call(
    {type: "combine", size: y.size, scales: [scale], gated: "shortcut", activation: sum.activation},
    {x0: tensorOf(value), gate: gateOf(sum, ground)},
    {y}
  );
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new RangeError(`unknown value: ${name}; it is used before it is made`);
  return value;
}
