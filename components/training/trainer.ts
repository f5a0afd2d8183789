import {type Batch, createBatches, testBatches} from "../dataset/batches.js";
import {type Dataset, sliceImages} from "../dataset/images.js";
import {hash} from "../dataset/random.js";
import {createModel, type Model, type ModelState} from "../model/model.js";
import type {Point} from "./protocol.js";
import {type RunSpec, toNetwork} from "./runSpec.js";
import {learningRateAt} from "./schedule.js";

/** One network in training. Must be disposed. */
export interface Trainer {
  readonly spec: RunSpec;
  /** Steps taken. */
  readonly taken: number;
  /** Takes one step, and measures the test error when it is due. Throws a DivergenceError if the loss is not finite. */
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
 * Returns a trainer of *spec* on *dataset*, on the backend that is set; at its beginning, or where *start* left off.
 * Batches, augmentation and dropout depend on seed and step alone, so a resumed run goes on as if never stopped.
 */
export function createTrainer(spec: RunSpec, dataset: Dataset, start?: TrainerStart): Trainer {
  const {expression, input} = toNetwork(spec);
  const batches = createBatches(dataset, {batch: spec.batch, seed: spec.seed, augment: spec.dataset.augment});
  const test = {...dataset, test: sliceImages(dataset.test, 0, spec.evaluationImages)};
  const model = createModel(expression, input, {seed: spec.seed});
  if (start) loadOrDispose(model, start.state);
  let taken = start?.step ?? 0;
  let batch: Batch | undefined;

  async function testError(): Promise<number> {
    let errors = 0;
    for (const {images, labels} of testBatches(test, {batch: 128})) {
      errors += (await model.evaluate(images, labels)).errors;
    }
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
      const {lossNats, errors} = await model.step(batch.images, batch.labels, {
        ...spec.optimizer,
        learningRate,
        seed: hash(spec.seed, taken)
      });
      if (!Number.isFinite(lossNats)) throw new DivergenceError(taken + 1, learningRate);
      taken++;
      const point: Point = {step: taken, lossNats, trainingError: errors / spec.batch};
      const due = taken % spec.evaluationInterval === 0 || taken === spec.steps;
      return due ? {...point, testError: await testError()} : point;
    },
    state: () => model.state(),
    dispose: () => model.dispose()
  };
}

/** A model that refuses its state has no owner yet. */
function loadOrDispose(model: Model, state: ModelState): void {
  try {
    model.load(state);
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** Returns the learning rate of a run's *step*, counted from 0. */
export function learningRateOf(
  {optimizer, schedule: {type, warmupSteps}, steps}: RunSpec,
  step: number
): number {
  return learningRateAt(step, {schedule: {type}, learningRate: optimizer.learningRate, warmupSteps, steps});
}
