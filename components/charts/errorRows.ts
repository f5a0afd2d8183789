import {extent, flatGroup, mean} from "d3-array";
import {networkKey, type NetworkReference, toIdentity} from "../network/identity.js";
import type {Split} from "./scales.js";

/** One point of one curve, as charts and tables take it. */
export interface ErrorRow {
  /** Whose curve it is: a run, or several of them averaged. */
  run: string;
  /** The network's key: `cifar-resnet-56, λ 0.5`. */
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

/** What a curve needs of a training step. */
export interface ErrorPoint {
  step: number;
  trainingError: number;
  testError?: number;
}

/** Steps to average training error over: one batch of 64 alone says little. */
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
  net: NetworkReference;
  /** At most so many points of training error, evenly spaced, the last included. Defaults to all. */
  most?: number;
}

/** Returns the curves of one run: training error averaged over the last 20 steps, test error as it was measured. */
export function errorRows(
  points: readonly ErrorPoint[],
  {run, net: network, most = Infinity}: ErrorRowsOptions
): ErrorRow[] {
  const net = networkKey(toIdentity(network));
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
  {run, net}: {run: string; net: NetworkReference}
): ErrorRow[] {
  return meanCurves(runs.map((points) => errorRows(points, {run, net})));
}

/** Like meanRows, except that it takes the rows of each run; the result is named as the first of them. */
export function meanCurves(curves: readonly (readonly ErrorRow[])[]): ErrorRow[] {
  const places = flatGroup(
    curves.flat(),
    ({split}) => split,
    ({step}) => step
  );
  return places.flatMap(([, , own]) => (own.length === curves.length ? [meanRow(own)] : []));
}

function meanRow(rows: ErrorRow[]): ErrorRow {
  const errors = rows.map(({error}) => error);
  const [low, high] = extent(errors);
  return {...rows[0], error: mean(errors)!, low, high};
}
