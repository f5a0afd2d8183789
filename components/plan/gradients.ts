import {endsResidual, type OperationGraph} from "./graph.js";
import type {Factor, Gradients} from "./operations/differentiation.js";
import type {CallList} from "./program.js";
import {activationTensor, sizeOf} from "./sizes.js";
import type {Tensor} from "./tensor.js";
import type {Value} from "./value.js";

/** The gradient of a value. */
interface Gradient {
  tensor: Tensor;
  pending?: Factor;
}

/** Options of createGradients. */
export interface GradientsOptions {
  batch: number;
  outputGradient: Tensor;
  /** Whether the images have a gradient. */
  withInput: boolean;
  /** The only values that have a gradient. Defaults to all, the images by **withInput**. */
  wanted?: ReadonlySet<Value>;
}

/**
 * Returns the gradients of a *graph* of which only that of its output is known. The calls that they need go to a list.
 *
 * Where a residual function is dropped, what it would have done to the gradient of a value outside is done instead: to
 * multiply by what is pending, or, if nobody has given it a gradient before, to set that to 0.
 */
export function createGradients(
  graph: OperationGraph,
  {add: call, inside, instead}: CallList,
  {batch, outputGradient, withInput, wanted: some}: GradientsOptions
): Gradients {
  const gradients = new Map<Value, Gradient>([[graph.output, {tensor: outputGradient}]]);
  const homes = new Map<Value, string>();
  for (const operation of graph.operations) {
    const {residualOf, output} = operation;
    if (residualOf !== undefined && !endsResidual(operation)) homes.set(output, residualOf);
  }

  const wanted = (value: Value) => (some ? some.has(value) : value !== graph.input || withInput);

  function ifDropped(value: Value, body: () => void): void {
    if (!homes.has(value)) instead(body);
  }

  function multiply(dx: Tensor, {scale, gate}: Factor): void {
    call({type: "scale", size: dx.size, factor: scale, gated: gate !== undefined}, {gate}, {dx});
  }

  function set(value: Value, gradient: Gradient): Tensor {
    const {tensor: dx} = gradient;
    gradients.set(value, gradient);
    ifDropped(value, () => call({type: "zero", size: dx.size}, {}, {dx}));
    return dx;
  }

  function created(value: Value): Tensor {
    return set(value, {tensor: activationTensor(`gradient of ${value.name}`, sizeOf(value, batch))});
  }

  function ready(value: Value): Tensor | undefined {
    const gradient = gradients.get(value);
    if (!gradient) return undefined;
    const {tensor, pending} = gradient;
    if (pending) inside(homes.get(value), () => multiply(tensor, pending));
    gradient.pending = undefined;
    return tensor;
  }

  return {
    wanted,
    ready,
    homeOf: (value) => homes.get(value),
    ifDropped,
    hand(value, tensor, pending) {
      if (gradients.has(value)) return false;
      const nothing = pending.scale === 1 && !pending.gate;
      set(value, {tensor, pending: nothing ? undefined : pending});
      return true;
    },
    contribute(value, write) {
      if (!wanted(value)) return;
      const before = ready(value);
      write(before ?? created(value), before !== undefined);
    },
    accumulate(value, write) {
      if (!wanted(value)) return;
      const before = gradients.get(value);
      if (!before) return write(created(value), {keepGated: false});
      const {tensor, pending} = before;
      before.pending = undefined;
      write(tensor, {keep: pending?.scale ?? 1, keepGated: pending?.gate !== undefined}, pending?.gate);
      if (pending) ifDropped(value, () => multiply(tensor, pending));
    }
  };
}
