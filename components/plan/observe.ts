import {lowerForward} from "./forward.js";
import type {OperationGraph} from "./graph.js";
import type {Ground} from "./ground.js";
import {slotSize} from "./parameterLayout.js";
import {type Call, isRun, withoutTrace} from "./program.js";
import type {Tensor} from "./tensor.js";
import type {Term} from "./value.js";

/** One number that is measured in a forward pass: the sum of squares of a block's residual function or shortcut. */
export interface Observation {
  readonly block: string;
  readonly of: "residual" | "shortcut";
  /** Numbers whose squares are added, and what they are then multiplied by: a shortcut's λ. */
  readonly count: number;
  readonly scale: number;
  readonly tensor: Tensor;
}

/**
 * Returns a forward pass that measures Σ F(x)² and Σ shortcut(x)² in every residual block, over the whole batch. It
 * takes the *graph* before fusion, where a residual function's value still stands by itself, and leaves no trace in
 * the running statistics. A residual function that the last step dropped is measured too.
 */
export function observeBlocks(
  graph: OperationGraph,
  ground: Ground
): {calls: Call[]; observations: Observation[]} {
  const {calls, tensorOf} = lowerForward(graph, ground, "batch");
  const all = calls.filter((call) => isRun(call)).map(withoutTrace);
  const observations: Observation[] = [];
  const measuring = graph.operations.flatMap((operation): {at: Tensor; call: Call}[] => {
    if (operation.type !== "combine" || operation.gate === undefined) return [];
    const [residual, shortcut] = operation.terms;
    const at = tensorOf(operation.output);
    const measure = (of: Observation["of"], {value, scale}: Term) => {
      const x = tensorOf(value);
      const tensor: Tensor = {
        name: `${operation.gate} ${of}`,
        space: "observations",
        size: 1,
        offset: observations.length * slotSize
      };
      observations.push({block: operation.gate!, of, count: x.size, scale, tensor});
      const call: Call = {kernel: {type: "sumOfSquares", size: x.size}, read: {x}, write: {sum: tensor}};
      return {at, call};
    };
    return [measure("residual", residual), measure("shortcut", shortcut)];
  });
  return {
    observations,
    calls: all.flatMap((call) => [
      ...measuring.filter(({at}) => call.write.y === at).map(({call}) => call), // before the sum frees its terms
      call
    ])
  };
}
