import type {ErrorRow} from "./errorRows.js";

/**
 * Returns the training error of *net* after *step* steps, in whole percent, for a sentence. Throws if *rows* have none there.
 */
export function errorAt(rows: readonly ErrorRow[], net: string, step: number): string {
  const row = rows.find((row) => row.net === net && row.step === step && row.split === "training");
  if (!row) throw new RangeError(`no training error of ${net} after ${step} steps`);
  return String(Math.round(100 * row.error));
}

/** Returns errorAt with the lowest and the highest run behind it: `3 % (2 to 5)`. */
export function errorRangeAt(rows: readonly ErrorRow[], net: string, step: number): string {
  const row = rows.find((row) => row.net === net && row.step === step && row.split === "training");
  const [low, high] = [row?.low, row?.high].map((error) => Math.round(100 * (error ?? NaN)));
  return `${errorAt(rows, net, step)} % (${low} to ${high})`;
}
