import type {ErrorRow} from "./errorRows.js";

/**
 * Returns the training error of *net* after *step* steps, in whole percent, for a sentence. Throws if *rows* have none there.
 */
export function errorAt(rows: readonly ErrorRow[], net: string, step: number): string {
  const row = rows.find((row) => row.net === net && row.step === step && row.split === "training");
  if (!row) throw new RangeError(`no training error of ${net} after ${step} steps`);
  return String(Math.round(100 * row.error));
}
