import {groups, max, mean, min} from "d3-array";
import {type ErrorRow, meanCurves} from "../charts/errorRows.js";
import type {RunEnd} from "../charts/labCurves.js";
import {type PairedDifference, pairedDifference} from "../charts/pairedDifference.js";
import type {Split} from "../charts/scales.js";
import {type CollectedRun, mostPoints, rowsOfRun} from "./collectedRun.js";
import type {SettingGroup} from "./settingGroups.js";

/** Errors of several runs, fractions. */
export interface ErrorSummary {
  error: number;
  low: number;
  high: number;
}

/** What all runs of one network come to: the class as so many seeds. */
export interface ClassCurve {
  /** The network's key. */
  net: string;
  runs: number;
  /** How many of them diverged; these count in no mean. */
  diverged: number;
  /** The mean at the steps that all runs have, with the lowest and the highest. */
  mean: ErrorRow[];
  /** Each run's own curves. */
  each: ErrorRow[];
  /** The errors at the end; undefined if no run has one. */
  last: Readonly<Record<Split, ErrorSummary | undefined>>;
  /** Where each seed ended: the mean of its runs. */
  ends: RunEnd[];
}

/** Points of all curves together that a browser draws without standing still. */
const drawnAtMost = 30_000;

/** The least points of a curve that still looks like one. */
const fewest = 25;

/** Returns the curves of each network of a group. */
export function classCurves({nets, count}: Pick<SettingGroup, "nets" | "count">): ClassCurve[] {
  const most = Math.min(mostPoints, Math.max(fewest, Math.floor(drawnAtMost / Math.max(1, 2 * count))));
  return nets.map(([net, runs]) => classCurve(net, runs, most));
}

function classCurve(net: string, runs: readonly CollectedRun[], most: number): ClassCurve {
  const lasting = runs.filter(({diverged}) => !diverged);
  const counted = lasting.length > 0 ? lasting : runs;
  const rows = (run: CollectedRun, i: number) => rowsOfRun(run, {run: `run ${i + 1}`, net, most});
  return {
    net,
    runs: runs.length,
    diverged: runs.length - lasting.length,
    mean: meanCurves(counted.map(rows)).map((row) => ({...row, run: runs.length === 1 ? "one run" : "mean"})),
    each: runs.length === 1 ? [] : runs.flatMap(rows),
    last: {training: summary(lasting, "training"), test: summary(lasting, "test")},
    ends: endsBySeed(lasting)
  };
}

function summary(runs: readonly CollectedRun[], split: Split): ErrorSummary | undefined {
  const errors = runs.flatMap((run) => lastError(run, split) ?? []);
  return errors.length === 0 ? undefined : {error: mean(errors)!, low: min(errors)!, high: max(errors)!};
}

function lastError({curves}: CollectedRun, split: Split): number | undefined {
  return curves[split].at(-1)?.[1];
}

/** Two students may have trained one seed: it is one pair all the same. */
function endsBySeed(runs: readonly CollectedRun[]): RunEnd[] {
  const ends = runs.flatMap((run): RunEnd[] => {
    const [training, test] = (["training", "test"] as const).map((split) => lastError(run, split));
    return run.seed === undefined || training === undefined || test === undefined
      ? []
      : [{seed: run.seed, training, test}];
  });
  return groups(ends, ({seed}) => seed).map(([seed, own]) => ({
    seed,
    training: mean(own, (end) => end.training)!,
    test: mean(own, (end) => end.test)!
  }));
}

/** Two networks that share seeds. */
export interface ComparedPair {
  /** The one whose test error is the higher first. */
  nets: readonly [higher: string, lower: string];
  seeds: number;
  /** How far the higher is above the lower, in percentage points. */
  differences: Readonly<Record<Split, PairedDifference>>;
}

/** Returns each two networks that share two seeds or more, with the difference of their last errors. */
export function comparedPairs(curves: readonly ClassCurve[]): ComparedPair[] {
  return curves.flatMap((curve, i) =>
    curves.slice(i + 1).flatMap((other) => comparedPair(curve, other) ?? [])
  );
}

function comparedPair(curve: ClassCurve, other: ClassCurve): ComparedPair | undefined {
  const [ends, others] = [sharedEnds(curve, other), sharedEnds(other, curve)];
  const seeds = ends.length;
  if (seeds < 2) return undefined;
  if (mean(ends, ({test}) => test)! < mean(others, ({test}) => test)!) return comparedPair(other, curve);
  const nets = [curve.net, other.net] as const;
  const of = (split: Split) => pairedDifference({ends}, {ends: others}, split);
  return {nets, seeds, differences: {training: of("training"), test: of("test")}};
}

/** Where those seeds of a curve ended that another has, too. */
function sharedEnds({ends}: ClassCurve, other: ClassCurve): RunEnd[] {
  const shared = new Set(other.ends.map(({seed}) => seed));
  return ends.filter(({seed}) => shared.has(seed));
}
