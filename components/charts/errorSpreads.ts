import {extent, groups, mean, sort} from "d3-array";
import type {Lesion, Shuffle} from "../protocol/analyses.js";

/** Test errors that belong to one place on a horizontal axis, as fractions. */
export interface ErrorSpread {
  /** What was changed: the number of the deleted block, the share of deleted blocks, or how much of their order remains. */
  x: number;
  /** The mean. */
  error: number;
  low: number;
  high: number;
  /** How many errors there are. */
  measured: number;
}

/** Returns the error without each block, by its number from 1; *lesions* may be of several networks of the same blocks. */
export function eachSpreads(lesions: readonly Lesion[], blocks: readonly string[]): ErrorSpread[] {
  return blocks.flatMap((block, i) =>
    spreadsOf(
      lesions.filter(({kind, deleted}) => kind === "each" && deleted[0] === block),
      () => i + 1
    )
  );
}

/** Returns the error without random blocks, by the share of them that is deleted, from 0 to 1. */
export function randomSpreads(lesions: readonly Lesion[], blocks: readonly string[]): ErrorSpread[] {
  return spreadsOf(
    lesions.filter(({kind}) => kind === "none" || kind === "random" || kind === "all"),
    ({deleted}) => (blocks.length === 0 ? 0 : deleted.length / blocks.length)
  );
}

/** Orders whose τ differs by less share one point. */
const tauStep = 0.05;

/** Returns the error with blocks in another order, by Kendall's τ, from 1 down; groups orders of about the same τ. */
export function orderSpreads(shuffles: readonly Shuffle[]): ErrorSpread[] {
  const placeOf = ({tau}: Shuffle) => Math.ceil(Math.round((1 - tau) * 1e6) / 1e6 / tauStep); // 0 is the old order alone
  return sort(groups(shuffles, placeOf), ([place]) => place).flatMap(([, own]) => {
    const tau = mean(own, (shuffle) => shuffle.tau)!;
    return spreadsOf(own, () => tau);
  });
}

/** Returns the error of the whole network. */
export function wholeError(lesions: readonly Lesion[]): number | undefined {
  return spreadsOf(
    lesions.filter(({kind}) => kind === "none"),
    () => 0
  ).at(0)?.error;
}

/** Errors of one x together, x from low to high. */
function spreadsOf<Row extends {error: number}>(
  rows: readonly Row[],
  xOf: (row: Row) => number
): ErrorSpread[] {
  return sort(groups(rows, xOf), ([x]) => x).map(([x, own]) => {
    const errors = own.map(({error}) => error);
    const [low = NaN, high = NaN] = extent(errors);
    return {x, error: mean(errors)!, low, high, measured: errors.length};
  });
}
