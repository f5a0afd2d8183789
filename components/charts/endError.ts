import {findCurve, type Wanted, wantedText} from "./findCurve.js";
import type {LabCurve} from "./labCurves.js";
import type {Split} from "./scales.js";
import {spreadText} from "./spreadText.js";

/**
 * Returns the last error of the first curve that is *wanted*, in the mean of its runs, with the lowest and the highest, for a
 * sentence: `3 % (2 to 5)`. Throws if there is none, or if all its runs diverged.
 */
export function endError(curves: readonly LabCurve[], wanted: Wanted, split: Split = "training"): string {
  const errors = findCurve(curves, wanted)?.ends.map((end) => 100 * end[split]) ?? [];
  if (errors.length === 0) throw new RangeError(`no errors of ${wantedText(wanted)}`);
  return spreadText(errors);
}
