import type {ErrorRow} from "./errorRows.js";

/**
 * Returns the training error of *net* after *step* steps, in whole percent, for a sentence. Throws if *rows* have none there.
 */
export function errorAt(rows: readonly ErrorRow[], net: string, step: number): string {
  return percent(rowAt(rows, net, step).error);
}

/** Returns errorAt with the lowest and the highest run behind it: `3 % (2 to 5)`. */
export function errorRangeAt(rows: readonly ErrorRow[], net: string, step: number): string {
  const {error, low = NaN, high = NaN} = rowAt(rows, net, step);
  return `${percent(error)} % (${percent(low)} to ${percent(high)})`;
}

function rowAt(rows: readonly ErrorRow[], net: string, step: number): ErrorRow {
  const row = rows.find((row) => row.net === net && row.step === step && row.split === "training");
  if (!row) throw new RangeError(`no training error of ${net} after ${step} steps`);
  return row;
}

function percent(share: number): string {
  return String(Math.round(100 * share));
}
