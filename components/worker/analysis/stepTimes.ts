import type {Dataset} from "../../dataset/images.js";
import type {Executor} from "../../experiment/executor.js";
import type {RunSpec} from "../../experiment/runSpec.js";
import type {StepTime} from "../../protocol/analyses.js";
import type {DatasetSpec} from "../../protocol/images.js";
import {createTrainableModel} from "../createTrainableModel.js";
import type {ModelOptions} from "../openModel.js";
import {createTrainer, type RunTrainer} from "../trainer.js";
import {type AnalysisControl, AnalysisStoppedError} from "./measureEach.js";

/** Options of stepTimes. */
export interface StepTimesOptions extends AnalysisControl<StepTime> {
  model: ModelOptions;
  datasetOf(spec: DatasetSpec): Promise<Dataset>;
  /** Returns milliseconds. */
  now(): number;
  /** Steps of each network that are timed, from 4 up. Defaults to 20. */
  rounds?: number;
}

/** Steps before those that are timed: kernels are prepared in them. */
const warmUps = 2;

/**
 * Returns how long a training step of each of *specs* takes on this device. The networks take their steps in turns, each
 * step alone, so that whatever else the device does slows all of them.
 */
export async function stepTimes(
  specs: readonly RunSpec[],
  {model, datasetOf, now, rounds = 20, nextTask, cancelled, onProgress}: StepTimesOptions
): Promise<StepTime[]> {
  const opened: {trainer: RunTrainer; executor: Executor; times: number[]}[] = [];
  const total = warmUps + rounds;
  try {
    for (const spec of specs) {
      const {model: trained, executor} = await createTrainableModel(spec, model);
      opened.push({
        trainer: createTrainer(untested(spec, total), await datasetOf(spec.dataset), trained),
        executor,
        times: []
      });
    }
    for (let round = 0; round < total; ++round) {
      for (const {trainer, times} of opened) {
        if (cancelled?.()) throw new AnalysisStoppedError();
        const begin = now();
        await trainer.step();
        if (round >= warmUps) times.push(now() - begin);
        await nextTask?.();
      }
      onProgress?.({done: round + 1, total, rows: []}); // a row is a mean over all rounds
    }
    return opened.map(({executor, times}, index) => ({index, executor, ms: middleMean(times)}));
  } finally {
    for (const {trainer} of opened) trainer.dispose();
  }
}

/** Only steps are timed: nothing is measured between them. */
function untested(spec: RunSpec, steps: number): RunSpec {
  return {
    ...spec,
    steps: Math.max(spec.steps, 2 * steps),
    evaluationInterval: 2 * steps,
    measurementInterval: 0
  };
}

/** A step that something else held up does not count, nor the fastest ones. */
function middleMean(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const quarter = Math.floor(sorted.length / 4);
  const middle = sorted.slice(quarter, sorted.length - quarter);
  return middle.reduce((sum, time) => sum + time, 0) / middle.length;
}
