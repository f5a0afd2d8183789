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
 * Returns by how much the last error of *curve* is above that of *other*, seed by seed. Throws if they share no two seeds.
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
  if (seeds < 2) throw new RangeError(`invalid number of seeds: ${seeds}; it must be at least 2`);
  const middle = mean(differences)!;
  const half = (tQuantile(seeds - 1) * deviation(differences)!) / Math.sqrt(seeds);
  return {mean: middle, low: middle - half, high: middle + half, seeds};
}

/** Returns a difference for a sentence: `2.9 points (95 % interval 0.8 to 5.1)`. */
export function differenceText({mean: middle, low, high}: PairedDifference): string {
  return `${differencePoints(middle)} points (95\u00a0% interval ${differencePoints(low)} to ${differencePoints(high)})`;
}

/** Returns a difference in percentage points, `−2.9`. */
export function differencePoints(value: number): string {
  return value.toFixed(1).replace("-", "−");
}

/** The 97.5 % quantiles of Student's t distribution with 1 to 9 degrees of freedom. */
const tQuantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/** The same quantile of the normal distribution. */
const z = 1.959964;

/**
 * Returns the 97.5 % quantile of Student's t distribution; beyond 9 degrees of *freedom* by its expansion around the normal
 * distribution's, right to 0.0005 (Abramowitz and Stegun 1964, 26.7.5).
 */
export function tQuantile(freedom: number): number {
  if (freedom <= tQuantiles.length) return tQuantiles[freedom - 1];
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3;
}

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
