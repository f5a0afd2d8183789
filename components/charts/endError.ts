import {max, mean, min} from "d3-array";
import type {RunNetwork} from "../experiment/runSpec.js";
import type {LabCurve} from "./labCurves.js";
import type {Split} from "./scales.js";

/**
 * Returns the last error of the curve whose network has all of these options, in the mean of its runs, with the lowest and the
 * highest, for a sentence: `3 % (2 to 5)`. Throws if no curve has them, or if all its runs diverged.
 */
export function endError(
  curves: readonly LabCurve[],
  network: Partial<RunNetwork>,
  split: Split = "training"
): string {
  const wanted = Object.entries(network);
  const curve = curves.find(({spec}) => {
    const options = spec.network as unknown as Record<string, unknown>;
    return wanted.every(([name, value]) => options[name] === value);
  });
  const errors = curve?.ends.map((end) => 100 * end[split]) ?? [];
  if (errors.length === 0) throw new RangeError(`no errors of ${JSON.stringify(network)}`);
  return `${text(mean(errors)!)}\u00a0% (${text(min(errors)!)} to ${text(max(errors)!)})`;
}

/** Below 10, a tenth of a percent tells. */
function text(percent: number): string {
  return percent < 9.95 ? String(Number(percent.toFixed(1))) : percent.toFixed(0);
}
