import type {Measured} from "../experiment/measured.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {StepMetrics} from "../experiment/stepMetrics.js";
import type {NetworkReference} from "../network/identity.js";
import {type ErrorRow, errorRows, meanRows} from "./errorRows.js";
import {meanOf} from "./meanOf.js";
import type {Split} from "./scales.js";

/** What a network was like in one step. */
export interface MeasuredStep extends Measured {
  step: number;
}

/** The curve of one network in a laboratory: of one run, or of several that differ in their seed. */
export interface LabCurve {
  /** Which network of the figure it is; a recording has its key. */
  net: NetworkReference;
  spec: RunSpec;
  /** How many runs these are. */
  seeds: number;
  /** Means over the runs that did not diverge, or over all if all did. */
  errors: ErrorRow[];
  /** Means over the runs: of gradients, which differ by orders of magnitude, geometric ones of those that are not 0. */
  measured: MeasuredStep[];
  /** Errors of the shallow network that was deepened and of the deep one it became, of each run. */
  deepened?: {step: number; runs: NonNullable<StepMetrics["deepened"]>[]};
  /** How many of the runs diverged: their loss was no longer a number. */
  diverged: number;
  /** Where each run that did not diverge ended. */
  ends: RunEnd[];
}

/** The last errors of a run, fractions: training error is a mean of its last steps. */
export interface RunEnd extends Record<Split, number> {
  seed: number;
}

/** Recorded runs of a laboratory: data/labRecording.ts makes them. */
export interface LabRecording {
  curves: readonly LabCurve[];
  /** What was recorded, in words: seeds, device, date. */
  caption: string;
}

/** What curves need of a run. */
export interface LabRun {
  spec: RunSpec;
  points: readonly StepMetrics[];
  diverged: boolean;
}

/** Returns the curve of *runs* that differ in nothing but their seed. */
export function labCurve(
  runs: readonly LabRun[],
  {net, run}: {net: NetworkReference; run: string}
): LabCurve {
  const points = runs.map((one) => one.points);
  const lasting = runs.filter((one) => !one.diverged).map((one) => one.points);
  const grown = points.flatMap((of) => of.filter((point) => point.deepened)); // none of a run that diverged before
  return {
    net,
    spec: runs[0].spec,
    seeds: runs.length,
    errors:
      runs.length === 1
        ? errorRows(points[0], {run, net, most: drawnPoints})
        : meanRows(lasting.length > 0 ? lasting : points, {run, net}),
    measured: meanMeasured(points),
    ...(grown.length > 0 && {deepened: {step: grown[0].step, runs: grown.map((point) => point.deepened!)}}),
    diverged: runs.filter((one) => one.diverged).length,
    ends: runs.filter(({diverged}) => !diverged).flatMap((one) => endOf(one, net))
  };
}

function endOf({spec: {seed}, points}: LabRun, net: NetworkReference): RunEnd[] {
  const rows = errorRows(points, {run: "", net});
  const last = (of: Split) => rows.findLast(({split}) => split === of)?.error;
  const [training, test] = [last("training"), last("test")];
  return training === undefined || test === undefined ? [] : [{seed, training, test}];
}

/** Returns the last row of each split; a network that diverged has none after that. */
export function lastRows({errors}: LabCurve): ErrorRow[] {
  return (["training", "test"] as const).flatMap(
    (split) => errors.findLast((row) => row.split === split) ?? []
  );
}

/** Most points of a curve: more cannot be told apart. */
const drawnPoints = 200;

/** What was measured in the steps that all runs have measured. */
function meanMeasured(runs: readonly (readonly StepMetrics[])[]): MeasuredStep[] {
  return runs[0].flatMap(({step}) => {
    const all = runs.flatMap((points) => points.find((point) => point.step === step)?.measured ?? []);
    if (all.length === 0 || all.length < runs.length) return [];
    const means = (name: keyof Measured, mean: (values: number[]) => number) =>
      all[0][name].map((_, i) => mean(all.map((measured) => measured[name][i])));
    return [
      {
        step,
        gradients: means("gradients", geometricMean),
        residuals: means("residuals", meanOf),
        shortcuts: means("shortcuts", meanOf),
        responses: means("responses", meanOf)
      }
    ];
  });
}

/** Of the values above 0: one run whose gradient vanished would hide the others. */
function geometricMean(values: readonly number[]): number {
  const positive = values.filter((value) => value !== 0);
  return positive.length === 0 ? 0 : Math.exp(meanOf(positive.map(Math.log)));
}
