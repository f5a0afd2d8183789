import {invalid} from "../../fields/fault.js";
/** The largest depth that is built: far beyond any paper's, far below what would freeze a page. */
export const maximumDepth = 10_000;

/** Returns n for a network of three stages of n blocks and *depth* = **perRound** · n + **others**. */
export function blocksPerStage(
  depth: number,
  {perRound, others, family}: {perRound: number; others: number; family: string}
): number {
  checkDepth(depth);
  const n = (depth - others) / perRound;
  if (!Number.isInteger(n) || n < 1) {
    throw invalid("depth", depth, "depth", {family, perRound, others});
  }
  return n;
}

/** Throws if *depth* is beyond what is built. */
export function checkDepth(depth: number): void {
  if (depth > maximumDepth) {
    throw invalid("depth", depth, "mostLayers", {most: maximumDepth});
  }
}
