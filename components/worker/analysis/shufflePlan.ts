import type {BlockShape} from "../../network/blockShapes.js";
import type {PlannedShuffle, ShuffleRequest} from "../../protocol/analyses.js";
import {below, createRandom, hash, type Random} from "../../random/random.js";
import {checkCount} from "./checkCount.js";

/**
 * Returns the orders that a *request* asks for. Blocks change places only within a stage, with others of the same layers and
 * shapes: a block that changes the shape never moves. Throws if no two blocks can change places, or a number is too large.
 *
 * Source: Veit et al. 2016 (arXiv:1605.06431), §4.3: "k randomly sampled pairs of building blocks with compatible
 * dimensionality".
 */
export function shufflePlan(
  blocks: readonly BlockShape[],
  {swaps, repeats = 10}: ShuffleRequest,
  seed: number
): PlannedShuffle[] {
  checkCount("repeats", repeats, [1, 10_000]);
  for (const count of swaps) checkCount("swaps", count, [0, 10_000]);
  const pairs = exchangeablePairs(blocks);
  if (pairs.length === 0 && swaps.some((count) => count > 0))
    throw new RangeError(
      `invalid swaps: ${swaps.join(", ")}; no two of the ${blocks.length} blocks have one shape in one stage`
    );
  return swaps.flatMap((count) =>
    Array.from({length: count === 0 ? 1 : repeats}, (_, repeat) => {
      const order = swapped(blocks.length, {pairs, count, random: createRandom(hash(seed, count), repeat)});
      return {swaps: count, order, tau: kendallTau(order)};
    })
  );
}

/**
 * Returns Kendall's rank correlation between an *order* of 0 … n − 1 and the one that counts up: the share of pairs that
 * stand in their old order, less the share of those that do not. 1 if nothing moved, −1 if all is reversed; 1 of fewer
 * than two blocks, of which no pair can be out of order.
 *
 * Source: Kendall 1938, "A new measure of rank correlation", Biometrika 30.
 */
export function kendallTau(order: readonly number[]): number {
  const pairs = (order.length * (order.length - 1)) / 2;
  if (pairs === 0) return 1;
  const inversions = order.reduce(
    (sum, value, i) => sum + order.slice(i + 1).filter((later) => later < value).length,
    0
  );
  return 1 - (2 * inversions) / pairs;
}

/** Returns all pairs of places, the first before the second, whose blocks have the same layers and shapes in one stage. */
function exchangeablePairs(blocks: readonly BlockShape[]): [number, number][] {
  const kinds = blocks.map(({name, group, input}) => JSON.stringify([stageOf(name), group.body, input]));
  return kinds.flatMap((kind, i) =>
    kinds.flatMap((other, j): [number, number][] => (i < j && kind === other ? [[i, j]] : []))
  );
}

function swapped(
  length: number,
  {pairs, count, random}: {pairs: readonly [number, number][]; count: number; random: Random}
): number[] {
  const order = Array.from({length}, (_, i) => i);
  for (let swap = 0; swap < count; ++swap) {
    const [i, j] = pairs[below(pairs.length, random)];
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

function stageOf(block: string): string {
  return block.slice(0, Math.max(0, block.lastIndexOf(".")));
}
