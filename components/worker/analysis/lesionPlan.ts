import type {LesionRequest, PlannedLesion} from "../../protocol/analyses.js";
import {createRandom, hash, permutation} from "../../random/random.js";
import {checkCount} from "./checkCount.js";

/**
 * Returns the sets of *blocks* that a *request* asks for. A number of random blocks gives the same sets whatever else is
 * requested; of 0 blocks, or all of them, there is one set only. Throws if a block does not exist, or a number is too large.
 */
export function lesionPlan(
  blocks: readonly string[],
  {sets = [], each = false, counts = [], repeats = 10, all = false}: LesionRequest,
  seed: number
): PlannedLesion[] {
  checkCount("repeats", repeats, [1, 10_000]);
  for (const count of counts) checkCount("count of blocks", count, [0, blocks.length]);
  const inOrder = (names: Iterable<string>): string[] => {
    const wanted = new Set(names);
    return blocks.filter((block) => wanted.has(block));
  };
  const random = (count: number): PlannedLesion[] =>
    Array.from({length: count === 0 || count === blocks.length ? 1 : repeats}, (_, repeat) => {
      const order = permutation(blocks.length, createRandom(hash(seed, count), repeat));
      return {kind: "random", deleted: inOrder(Array.from(order.subarray(0, count), (i) => blocks[i]))};
    });
  return [
    {kind: "none", deleted: []},
    ...sets.map((names): PlannedLesion => ({kind: "chosen", deleted: inOrder(checkNames(names, blocks))})),
    ...(each ? blocks.map((block): PlannedLesion => ({kind: "each", deleted: [block]})) : []),
    ...counts.flatMap(random),
    ...(all ? [{kind: "all", deleted: [...blocks]} as const] : [])
  ];
}

function checkNames(names: readonly string[], blocks: readonly string[]): readonly string[] {
  const unknown = names.find((name) => !blocks.includes(name));
  if (unknown === undefined) return names;
  const rule = blocks.length === 0 ? "this network has no blocks" : `the blocks are ${blocks.join(", ")}`;
  throw new RangeError(`unknown block: ${unknown}; ${rule}`);
}
