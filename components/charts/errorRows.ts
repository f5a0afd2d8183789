import type {Split} from "./scales.js";

/** One point of one curve, as charts and tables take it. */
export interface ErrorRow {
  /** Whose curve it is: a run, or several of them averaged. */
  run: string;
  net: string;
  split: Split;
  /** Steps taken. */
  step: number;
  /** A fraction, in [0, 1]. */
  error: number;
  /** Lowest and highest of several runs, where there are several. */
  low?: number;
  high?: number;
}

/** A step of training, as far as a curve needs it. */
export interface ErrorPoint {
  step: number;
  trainingError: number;
  testError?: number;
}

/** Steps over which training error is averaged: one batch of 64 alone says little. */
export const smoothing = 20;

/** Returns each step's mean training error over it and the steps before it, *count* in all. */
export function trailingMeans(errors: readonly number[], count = smoothing): number[] {
  let sum = 0;
  return errors.map((error, i) => {
    sum += error - (i >= count ? errors[i - count] : 0);
    return Math.max(0, sum / Math.min(i + 1, count)); // the sum may end a rounding error below 0
  });
}

/** Options of errorRows. */
export interface ErrorRowsOptions {
  run: string;
  net: string;
  /** Points of training error at the most, evenly apart, the last included. Defaults to all. */
  most?: number;
}

/** Returns the curves of one run: training error averaged over the last 20 steps, test error as it was measured. */
export function errorRows(
  points: readonly ErrorPoint[],
  {run, net, most = Infinity}: ErrorRowsOptions
): ErrorRow[] {
  const means = trailingMeans(points.map(({trainingError}) => trainingError));
  const stride = Math.max(1, Math.ceil(points.length / most));
  const rows: ErrorRow[] = [];
  for (let i = (points.length - 1) % stride; i < points.length; i += stride) {
    rows.push({run, net, split: "training", step: points[i].step, error: means[i]});
  }
  for (const {step, testError} of points) {
    if (testError !== undefined) rows.push({run, net, split: "test", step, error: testError});
  }
  return rows;
}

/** Returns the mean of several runs of one network, with the lowest and highest at each step that all of them have. */
export function meanRows(
  runs: readonly (readonly ErrorPoint[])[],
  {run, net}: {run: string; net: string}
): ErrorRow[] {
  const groups = new Map<string, ErrorRow[]>();
  for (const row of runs.flatMap((points) => errorRows(points, {run, net}))) {
    const key = `${row.split} ${row.step}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter((rows) => rows.length === runs.length).map(meanRow);
}

function meanRow(rows: ErrorRow[]): ErrorRow {
  const errors = rows.map(({error}) => error);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return {...rows[0], error: mean, low: Math.min(...errors), high: Math.max(...errors)};
}
