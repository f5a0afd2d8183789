import type {Batch} from "../../dataset/batches.js";
import type {ModelState} from "../../experiment/modelState.js";
import type {PlannedShuffle, Shuffle} from "../../protocol/analyses.js";
import {type AnalysisControl, measureEach} from "./measureEach.js";
import {setGates, type Subject} from "./subject.js";
import {testResult} from "./testError.js";

/**
 * Measures a trained network, whose parameters and running statistics are *state*, with its blocks in each of the
 * *planned* orders, on test *images*.
 *
 * Source: Veit et al. 2016 (arXiv:1605.06431), §4.3 and Fig. 5 (b).
 */
export async function shuffles(
  subject: Subject,
  {state, images}: {state: ModelState; images: readonly Batch[]},
  planned: readonly PlannedShuffle[],
  control: AnalysisControl<Shuffle> = {}
): Promise<Shuffle[]> {
  const blocks = [...subject.gates.keys()];
  setGates(subject);
  try {
    return await measureEach(
      planned,
      async (shuffle) => {
        subject.model.load(shuffledState(state, blocks, shuffle.order));
        return {...shuffle, ...(await testResult(subject.model, images))};
      },
      control
    );
  } finally {
    subject.model.load(state);
  }
}

/**
 * Returns *state* with *blocks* in another order: the i-th block has the parameters and running statistics of block number
 * *order*[i]. The arrays are those of *state*.
 */
export function shuffledState(
  state: ModelState,
  blocks: readonly string[],
  order: readonly number[]
): ModelState {
  const placeOf = new Map(order.map((from, to) => [blocks[from], blocks[to]]));
  return Object.fromEntries(
    Object.entries(state).map(([name, values]) => {
      const block = blocks.find((block) => name.startsWith(`${block}.`));
      return [block === undefined ? name : `${placeOf.get(block)}${name.slice(block.length)}`, values];
    })
  );
}
