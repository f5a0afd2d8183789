import {max, mean, min} from "d3-array";
import type {RunNetwork, RunSpec} from "../experiment/runSpec.js";
import type {LabCurve} from "./labCurves.js";
import type {Split} from "./scales.js";

/** Which curve: the options that its network has, or a test of its spec. */
export type Wanted = Partial<RunNetwork> | ((spec: RunSpec) => boolean);

/**
 * Returns the last error of the first curve that is *wanted*, in the mean of its runs, with the lowest and the highest, for a
 * sentence: `3 % (2 to 5)`. Throws if there is none, or if all its runs diverged.
 */
export function endError(curves: readonly LabCurve[], wanted: Wanted, split: Split = "training"): string {
  const isWanted = typeof wanted === "function" ? wanted : hasOptions(wanted);
  const curve = curves.find(({spec}) => isWanted(spec));
  const errors = curve?.ends.map((end) => 100 * end[split]) ?? [];
  if (errors.length === 0)
    throw new RangeError(`no errors of ${typeof wanted === "function" ? wanted : JSON.stringify(wanted)}`);
  return `${text(mean(errors)!)}\u00a0% (${text(min(errors)!)} to ${text(max(errors)!)})`;
}

function hasOptions(network: Partial<RunNetwork>): (spec: RunSpec) => boolean {
  return (spec) => {
    const options = spec.network as unknown as Record<string, unknown>;
    return Object.entries(network).every(([name, value]) => options[name] === value);
  };
}

/** Below 10, a tenth of a percent tells. */
function text(percent: number): string {
  return percent < 9.95 ? String(Number(percent.toFixed(1))) : percent.toFixed(0);
}
