import {groups, sort} from "d3-array";
import type {PathGradient} from "../protocol/analyses.js";
import {meanOf} from "./meanOf.js";

/** What single paths of one length carried. */
export interface LengthNorms {
  readonly length: number;
  /** Mean of the norms of their gradients, and the least and the greatest of them. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** How many paths were measured. */
  readonly paths: number;
}

/** Returns the gradient norms of paths by their length, the shortest first: *rows* has one of each path. */
export function pathNorms(rows: readonly PathGradient[]): LengthNorms[] {
  const byLength = groups(rows, ({length}) => length);
  return sort(byLength, ([length]) => length).map(([length, own]) => {
    const norms = own.map(({norm}) => norm);
    const ends = {low: Math.min(...norms), high: Math.max(...norms)}; // NaN if a norm is, as their mean
    return {length, mean: meanOf(norms), ...ends, paths: norms.length};
  });
}
