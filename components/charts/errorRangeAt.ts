import type {ErrorRow} from "./errorRows.js";
import type {Split} from "./scales.js";

/** Options of errorRangeAt. */
export interface ErrorRangeOptions {
  /** Which error. Defaults to that on the batches trained on. */
  split?: Split;
}

/**
 * Returns the training error of *net* after *step* steps, with the lowest and the highest run, in whole percent, for a
 * sentence: `3 % (2 to 5)`. Throws if *rows* have none there.
 */
export function errorRangeAt(
  rows: readonly ErrorRow[],
  net: string,
  step: number,
  {split = "training"}: ErrorRangeOptions = {}
): string {
  const row = rows.find((row) => row.net === net && row.step === step && row.split === split);
  if (!row) throw new RangeError(`no ${split} error of ${net} after ${step} steps`);
  const {error, low = NaN, high = NaN} = row;
  return `${percent(error)}\u00a0% (${percent(low)} to ${percent(high)})`;
}

function percent(share: number): string {
  return String(Math.round(100 * share));
}
