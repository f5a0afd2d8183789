import type {ErrorRow} from "../components/charts/errorRows.js";
import {type LabCurve, labCurve, type LabRecording, type LabRun} from "../components/charts/labCurves.js";
import {mapMeasured} from "../components/experiment/measured.js";
import {type RunFile, toPoints} from "../components/experiment/runFile.js";
import {runKey} from "../components/experiment/runKey.js";
import {captionOf, readRuns} from "./recordedRuns.js";

/** Options of labRecording. */
export interface LabRecordingOptions {
  /** Steps from one point of a training curve to the next. Defaults to 4: more cannot be told apart. */
  stride?: number;
}

/** Returns the runs in a *folder* below `data/runs/labs`, as curves of specs that differ in more than their seed. */
export function labRecording(folder: string, {stride = 4}: LabRecordingOptions = {}): LabRecording {
  const runs = readRuns(`./runs/labs/${folder}/`);
  const keys = runs.map(({spec}) => runKey(spec, ["seed"]));
  const groups = [...new Set(keys)].map((key) => runs.filter((_, i) => keys[i] === key));
  return {curves: groups.map((own) => recordedCurve(labRuns(own), {stride})), caption: captionOf(runs)};
}

/** Returns what curves need of recorded *runs*. */
export function labRuns(runs: readonly RunFile[]): LabRun[] {
  return runs.map(({spec, curves, diverged}) => ({spec, diverged, points: toPoints(curves)}));
}

/** Returns the curve of *runs* that differ in nothing but their seed, in as many digits and points as are seen. */
export function recordedCurve(runs: readonly LabRun[], {stride = 4}: LabRecordingOptions = {}): LabCurve {
  const {name: net} = runs[0].spec.network;
  const curve = labCurve(runs, {net, run: "recorded run"});
  return {
    ...curve,
    errors: curve.errors.filter(({split, step}) => split === "test" || step % stride === 0).map(rounded),
    ends: curve.ends.map(({seed, training, test}) => ({seed, training: short(training), test: short(test)})),
    measured: curve.measured.map(({step, ...lists}) => ({step, ...mapMeasured(lists, fourDigits)}))
  };
}

function rounded({error, low, high, ...row}: ErrorRow): ErrorRow {
  return {...row, error: short(error), ...(low !== undefined && {low: short(low), high: short(high!)})};
}

function short(value: number): number {
  return Number(value.toFixed(4));
}

function fourDigits(value: number): number {
  return Number(value.toPrecision(4));
}
