import {classCount} from "../dataset/classSubset.js";
import {isObject} from "../fields/isObject.js";
import type {BackendName} from "./backend.js";
import {checkCurves, type Curves} from "./curves.js";
import type {Executor} from "./executor.js";
import {mapMeasured, type Measured, measuredFromJson} from "./measured.js";
import {type RunSpec, toRunSpec} from "./runSpec.js";
import type {StepMetrics} from "./stepMetrics.js";
import type {WasmBuild} from "./wasmBuild.js";

/** A run as it is kept in a file: what was trained, where, with what, and what came of it. */
export interface RunFile {
  spec: RunSpec;
  backend: BackendName;
  /** Files of before there were plans have none: they are of the reference. */
  executor?: Executor;
  /** The build of the kernels, of a plan in WebAssembly. Files of before there were two have none: they are of the exact one. */
  wasmBuild?: WasmBuild;
  device: string;
  /** Versions of what trained it: node, TensorFlow.js, this course. */
  versions: Record<string, string>;
  /** When it ended, ISO 8601. */
  date: string;
  parameters: number;
  curves: Curves;
  /** Whether it ended because its loss was not finite. */
  diverged: boolean;
}

/**
 * Returns *points* as columns, rounded to what a chart can show: losses to 1e-5, errors to 1e-6, what was measured to four
 * digits.
 */
export function toCurves(points: readonly StepMetrics[]): Curves {
  const measured = points.flatMap(({step, measured}): NonNullable<Curves["measured"]> =>
    measured ? [[step, roundedMeasured(measured)]] : []
  );
  const answers = points.flatMap(({step, answers}): NonNullable<Curves["answers"]> =>
    answers ? [[step, answers]] : []
  );
  const deepened = points.find((point) => point.deepened);
  return {
    lossNats: points.map(({lossNats}) => rounded(lossNats, 5)),
    trainingError: points.map(({trainingError}) => rounded(trainingError, 6)),
    testError: points.flatMap(({step, testError}) =>
      testError === undefined ? [] : [[step, rounded(testError, 6)]]
    ),
    ...(answers.length > 0 && {answers}),
    ...(measured.length > 0 && {measured}),
    ...(deepened && {deepened: [deepened.step, deepened.deepened!]})
  };
}

/** Returns *curves* as points. */
export function toPoints(curves: Curves): StepMetrics[] {
  const {lossNats, trainingError, testError, answers, measured, deepened} = curves;
  const tested = new Map(testError);
  const answered = new Map(answers);
  const measurements = new Map(measured?.map(([step, lists]) => [step, measuredFromJson(lists)]));
  return trainingError.map((error, i) => ({
    step: i + 1,
    lossNats: lossNats[i],
    trainingError: error,
    ...(tested.has(i + 1) && {testError: tested.get(i + 1)}),
    ...(answered.has(i + 1) && {answers: answered.get(i + 1)}),
    ...(measurements.has(i + 1) && {measured: measurements.get(i + 1)}),
    ...(deepened?.[0] === i + 1 && {deepened: deepened[1]})
  }));
}

/** Returns *json* as a run file. Throws if a column does not fit the others, an answer is no class, or the spec is not one. */
export function toRunFile(json: unknown): RunFile {
  const file = json as RunFile;
  if (!isObject(file) || !isObject(file.curves))
    throw new TypeError("invalid run: no curves; a run file has a spec and its curves");
  const spec = toRunSpec(file.spec);
  checkCurves(file.curves, classCount(spec.dataset));
  const {path, ...known} = file as RunFile & {path?: Executor}; // what the executor was called in version 0.1.0
  const executor = known.executor ?? path;
  return {...known, ...(executor && {executor}), spec};
}

function roundedMeasured(measured: Measured): Measured {
  return mapMeasured(measured, (value) => Number(value.toPrecision(4)));
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
