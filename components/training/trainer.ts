import {type Batch, createBatches, testBatches} from "../dataset/batches.js";
import {type Dataset, sliceImages} from "../dataset/images.js";
import {hash} from "../dataset/random.js";
import type {ModelState} from "../model/model.js";
import type {Learner} from "./learner.js";
import type {Point} from "./protocol.js";
import type {RunSpec} from "./runSpec.js";
import {learningRateAt} from "./schedule.js";

/** One network in training. Must be disposed. */
export interface Trainer {
  readonly spec: RunSpec;
  /** Steps begun. */
  readonly taken: number;
  /**
   * Takes one step, and measures the test error when it is due. The step is begun when this returns: a device may be
   * given the next one before it ends. Rejects with a DivergenceError if the loss is not finite.
   */
  step(): Promise<Point>;
  /** Returns a copy of everything that training has changed. */
  state(): Promise<ModelState>;
  dispose(): void;
}

/** The loss of a step was NaN or infinite: there is nothing to go on from. */
export class DivergenceError extends Error {
  override name = "DivergenceError";
  constructor(
    readonly step: number,
    readonly learningRate: number
  ) {
    super(`the loss of step ${step} is not a finite number, at learning rate ${learningRate}`);
  }
}

/** Where to go on from. */
export interface TrainerStart {
  step: number;
  state: ModelState;
}

/**
 * Returns a trainer of *spec* on *dataset* by a *learner*, which it then owns; at its beginning, or where *start* left off.
 * Batches, augmentation and dropout depend on seed and step alone, so a resumed run goes on as if never stopped.
 */
export function createTrainer(
  spec: RunSpec,
  dataset: Dataset,
  learner: Learner,
  start?: TrainerStart
): Trainer {
  const batches = createBatches(dataset, {batch: spec.batch, seed: spec.seed, augment: spec.dataset.augment});
  const test = {...dataset, test: sliceImages(dataset.test, 0, spec.evaluationImages)};
  if (start) learner.load(start.state);
  let taken = start?.step ?? 0;
  let batch: Batch | undefined;

  async function testError(): Promise<number> {
    const counts: Promise<{errors: number}>[] = [];
    for (const {images, labels} of testBatches(test, {batch: 128}))
      counts.push(learner.evaluate(images, labels));
    const errors = (await Promise.all(counts)).reduce((sum, {errors}) => sum + errors, 0);
    return errors / test.test.count;
  }

  return {
    spec,
    get taken() {
      return taken;
    },
    async step() {
      batch = batches.at(taken, batch);
      const learningRate = learningRateOf(spec, taken);
      const trained = learner.step(batch.images, batch.labels, {
        ...spec.optimizer,
        learningRate,
        seed: hash(spec.seed, taken)
      });
      const step = ++taken;
      const due = step % spec.evaluationInterval === 0 || step === spec.steps;
      const tested = due ? testError() : undefined; // begun before another step can change the parameters
      tested?.catch(() => {}); // if the step fails, that is told first
      const {lossNats, errors} = await trained;
      if (!Number.isFinite(lossNats)) throw new DivergenceError(step, learningRate);
      const point: Point = {step, lossNats, trainingError: errors / spec.batch};
      return tested ? {...point, testError: await tested} : point;
    },
    state: () => learner.state(),
    dispose: () => learner.dispose()
  };
}

/** Returns the learning rate of a run's *step*, counted from 0. */
export function learningRateOf(
  {optimizer, schedule: {type, warmupSteps}, steps}: RunSpec,
  step: number
): number {
  return learningRateAt(step, {schedule: {type}, learningRate: optimizer.learningRate, warmupSteps, steps});
}
