import {type ErrorPoint, type ErrorRow, errorRows} from "../charts/errorRows.js";
import type {Split} from "../charts/scales.js";
import type {RunSpec} from "../experiment/runSpec.js";

/** A point of a curve: steps taken, and the error, a fraction. */
export type CurvePoint = readonly [step: number, error: number];

/** One run of one network, as a file of results told it. */
export interface CollectedRun {
  /** The file that it came in. */
  file: string;
  /** What the file calls it. */
  run: string;
  /** The network's key. */
  net: string;
  /** Undefined where the file does not tell it. */
  seed?: number;
  /** Undefined of a CSV, which does not tell it. */
  spec?: RunSpec;
  /** The settings in words, where a CSV tells so much. */
  settings?: string;
  /** Whether it ended because its loss was not finite. */
  diverged: boolean;
  /** Training error as a mean of its last 20 steps, and test error; each at most 200 points, from the first step on. */
  curves: Record<Split, CurvePoint[]>;
}

/** The most points of a curve: more cannot be told apart. */
export const mostPoints = 200;

/** Returns every so many of *points* that at most *most* are left, the last included. */
export function thinned<T>(points: readonly T[], most = mostPoints): T[] {
  const stride = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, i) => (points.length - 1 - i) % stride === 0);
}

/** Returns the curves of a run by its *points*, one a step. */
export function curvesOf(points: readonly ErrorPoint[]): CollectedRun["curves"] {
  const rows = errorRows(points, {run: "", net: ""});
  const of = (wanted: Split) =>
    thinned(rows.filter(({split}) => split === wanted)).map(({step, error}): CurvePoint => [step, error]);
  return {training: of("training"), test: of("test")};
}

/** Returns a run's curves as rows of a chart, at most **most** points each. */
export function rowsOfRun(
  {curves}: Pick<CollectedRun, "curves">,
  {run, net, most}: {run: string; net: string; most?: number}
): ErrorRow[] {
  return (["training", "test"] as const).flatMap((split) =>
    thinned(curves[split], most).map(([step, error]) => ({run, net, split, step, error}))
  );
}

/** Returns the steps that a run has taken. */
export function lengthOfRun({curves: {training, test}}: Pick<CollectedRun, "curves">): number {
  return Math.max(training.at(-1)?.[0] ?? 0, test.at(-1)?.[0] ?? 0);
}
