import {deviation, mean} from "d3-array";
import {findCurve, type Wanted, wantedText} from "./findCurve.js";
import type {LabCurve} from "./labCurves.js";
import type {Split} from "./scales.js";

/** How far one network's error is above another's, in percentage points, over seeds that both were trained with. */
export interface PairedDifference {
  mean: number;
  /** The ends of the 95 % interval of the mean, by Student's t distribution. */
  low: number;
  high: number;
  seeds: number;
}

/**
 * Returns by how much the last error of *curve* is above that of *other*, seed by seed. Throws if they share no two seeds, or
 * more than ten.
 */
export function pairedDifference(
  curve: Pick<LabCurve, "ends">,
  other: Pick<LabCurve, "ends">,
  split: Split
): PairedDifference {
  const differences = curve.ends.flatMap((end) =>
    other.ends.filter(({seed}) => seed === end.seed).map((pair) => 100 * (end[split] - pair[split]))
  );
  const seeds = differences.length;
  if (seeds < 2 || seeds > 10) throw new RangeError(`invalid number of seeds: ${seeds}; it must be 2 to 10`);
  const middle = mean(differences)!;
  const half = (tQuantiles[seeds - 2] * deviation(differences)!) / Math.sqrt(seeds);
  return {mean: middle, low: middle - half, high: middle + half, seeds};
}

/** Returns a difference for a sentence: `2.9 points (95 % interval 0.8 to 5.1)`. */
export function differenceText({mean: middle, low, high}: PairedDifference): string {
  return `${differencePoints(middle)} points (95 % interval ${differencePoints(low)} to ${differencePoints(high)})`;
}

/** Returns a difference in percentage points, `−2.9`. */
export function differencePoints(value: number): string {
  return value.toFixed(1).replace("-", "−");
}

/** The 97.5 % quantiles of Student's t distribution with 1 to 9 degrees of freedom. */
const tQuantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/**
 * Returns how far the error of one network is above that of another, for a sentence. The curves are found as findCurve
 * does; throws if one is not there.
 */
export function differenceOf(
  curves: readonly LabCurve[],
  [network, other]: readonly [network: Wanted, other: Wanted],
  split: Split
): string {
  return differenceText(pairedDifference(curveOf(curves, network), curveOf(curves, other), split));
}

function curveOf(curves: readonly LabCurve[], wanted: Wanted): LabCurve {
  const curve = findCurve(curves, wanted);
  if (!curve) throw new RangeError(`no curve of ${wantedText(wanted)}`);
  return curve;
}
