import {flatGroup, least} from "d3-array";
import type {LabCurve} from "./labCurves.js";

/** After how many steps runs have come down to an error: undefined if they have not. */
export interface StepsTo {
  /** The mean of the runs. */
  mean?: number;
  /** The first of the runs, and the last. */
  first?: number;
  last?: number;
}

/** Returns after how many steps the training error of *curve*, a mean of 20 steps, is at most *error*, a fraction. */
export function stepsTo({errors}: Pick<LabCurve, "errors">, error: number): StepsTo {
  const rows = errors.filter(({split}) => split === "training");
  const stepOf = (value: (row: (typeof rows)[number]) => number) =>
    rows.find((row) => value(row) <= error)?.step;
  return {
    mean: stepOf((row) => row.error),
    first: stepOf(({error, low = error}) => low),
    last: stepOf(({error, high = error}) => high)
  };
}

/** Of several curves of one *name*, the one that is down to an error first, and when. */
export interface Fastest {
  name: string;
  curve: LabCurve;
  steps: StepsTo;
}

/** Returns, for each name that **nameOf** gives, the curve that is down to *error* first; any of them if none is. */
export function fastest(
  curves: readonly LabCurve[],
  {error, nameOf}: {error: number; nameOf(curve: LabCurve): string}
): Fastest[] {
  return flatGroup(curves, nameOf).map(([name, own]) => {
    const all = own.map((curve) => ({name, curve, steps: stepsTo(curve, error)}));
    return least(all, ({steps}) => steps.mean ?? Infinity)!;
  });
}
