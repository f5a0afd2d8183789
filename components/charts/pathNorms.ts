import {groups, quantile, sort} from "d3-array";
import type {PathGradient} from "../protocol/analyses.js";

/** What single paths of one length carried. */
export interface LengthNorms {
  readonly length: number;
  /** Of the norms of their gradients: the median, and the ends of the middle 80 %. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** How many paths were measured. */
  readonly paths: number;
}

/**
 * Returns the gradient norms of paths by their length, the shortest first: *rows* has one of each path. Norms of one length
 * lie decades apart, so that a mean would be that of the few greatest.
 */
export function pathNorms(rows: readonly PathGradient[]): LengthNorms[] {
  const byLength = groups(rows, ({length}) => length);
  return sort(byLength, ([length]) => length).map(([length, own]) => {
    const norms = own.map(({norm}) => norm);
    const at = (share: number) => (norms.some(Number.isNaN) ? NaN : quantile(norms, share)!);
    return {length, median: at(0.5), low: at(0.1), high: at(0.9), paths: norms.length};
  });
}
