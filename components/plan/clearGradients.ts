import type {OperationGraph} from "./graph.js";
import {descriptorOf} from "./operations/operations.js";
import {type ParameterLayout, slotSize} from "./parameterLayout.js";
import type {CallList} from "./program.js";
import type {Tensor} from "./tensor.js";

/**
 * Adds calls that set the gradients of each residual function of a *graph* to 0 in steps that drop it. They belong behind
 * all other calls of a backward pass.
 */
export function clearGradients(
  {operations}: OperationGraph,
  layout: ParameterLayout,
  {add: call, inside, instead}: CallList
): void {
  const gradients = new Map<string, Tensor[]>();
  for (const operation of operations) {
    const {residualOf: block} = operation;
    if (block === undefined) continue;
    const trained = descriptorOf(operation).trained?.(operation) ?? [];
    const own = trained.map((part) => layout.gradient(operation.name, part));
    gradients.set(block, [...(gradients.get(block) ?? []), ...own]);
  }
  for (const [block, tensors] of gradients)
    inside(block, () =>
      instead(() => {
        for (const dx of joined(tensors)) call({type: "zero", size: dx.size}, {}, {dx});
      })
    );
}

/** Returns *tensors* of one space, those that stand side by side as one. Numbers that belong to none may lie between. */
function joined(tensors: readonly Tensor[]): Tensor[] {
  const runs: Tensor[] = [];
  for (const tensor of tensors.toSorted((a, b) => a.offset - b.offset)) {
    const last = runs.at(-1);
    const size = last ? tensor.offset + tensor.size - last.offset : Infinity;
    if (last && tensor.offset - last.offset - last.size < slotSize) last.size = size;
    else runs.push({...tensor});
  }
  return runs;
}
