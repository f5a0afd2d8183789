import {type Batch, createBatches, testBatches} from "../dataset/batches.js";
import {fewImages} from "../dataset/fewImages.js";
import {type Dataset, type LabelledImages, sliceImages} from "../dataset/images.js";
import type {ModelState} from "../experiment/modelState.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {learningRateAt} from "../experiment/schedule.js";
import type {StepMetrics} from "../experiment/stepMetrics.js";
import {hash} from "../random/random.js";
import {toMeasured} from "./measured.js";
import type {TrainableModel} from "./trainableModel.js";

/** One network in training. Must be disposed. */
export interface RunTrainer {
  readonly spec: RunSpec;
  /** Steps begun. */
  readonly taken: number;
  /**
   * Takes one step, and measures the test error, with the answers on the first test images, when it is due. The step is
   * begun when this returns, unless the network is being measured, deepened or unfrozen: a device may be given the next one before it
   * ends. Rejects with a DivergenceError if the loss is not finite.
   */
  step(): Promise<StepMetrics>;
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

/** Test images whose answers are told: as many as readers can look at. Shapes-10 has one of each class among them. */
export const answeredImages = 12;

/** Where to go on from. */
export interface TrainerStart {
  step: number;
  state: ModelState;
}

/**
 * Returns a trainer of *spec* on its *images* by a *model*, which it then owns; at its beginning, or where *start* left off.
 * Batches, augmentation and dropout depend on seed and step alone, so a resumed run goes on as if never stopped.
 */
export function createTrainer(
  spec: RunSpec,
  images: Dataset,
  model: TrainableModel,
  start?: TrainerStart
): RunTrainer {
  const {imagesPerClass: perClass} = spec.dataset;
  const dataset = {...images, train: fewImages(images.train, {perClass, seed: spec.seed})};
  const batches = createBatches(dataset, {batch: spec.batch, seed: spec.seed, augment: spec.dataset.augment});
  const testImages = sliceImages(dataset.test, 0, spec.evaluationImages);
  if (start) model.load(start.state);
  let taken = start?.step ?? 0;
  let batch: Batch | undefined;
  let before: Promise<unknown> | undefined; // what the next step waits for
  if (taken >= (spec.network.unfrozenAfter ?? Infinity)) waitFor(model.unfreeze!());

  const errorOn = (images: LabelledImages) => classificationError(model, {...dataset, test: images});

  /** Returns what the model answers on the first test images. */
  function answers(): Promise<number[]> {
    const first = {...dataset, test: sliceImages(testImages, 0, answeredImages)};
    const [{images}] = testBatches(first, {batch: answeredImages});
    return model.classify(images);
  }

  async function deepen(): Promise<StepMetrics["deepened"]> {
    const images = sliceImages(dataset.train, 0, spec.evaluationImages);
    const shallowError = await errorOn(images);
    await model.deepen!();
    return {shallowError, deepError: await errorOn(images)};
  }

  /**
   * Returns what is due after *step*, begun before another step can change the parameters. A test is then under way; a
   * measurement may first have kernels to prepare, and deepening and unfreezing to read a state, so that further steps wait.
   */
  function dueAfter(step: number): Partial<Record<keyof StepMetrics, Promise<unknown>>> {
    const evaluated = step % spec.evaluationInterval === 0 || step === spec.steps;
    const slow = {
      ...(isMeasured(spec, step) && {measured: model.measure().then(toMeasured)}),
      ...(step === spec.deepened?.afterSteps && {deepened: deepen()})
    };
    const due = {
      ...slow,
      ...(evaluated && {testError: errorOn(testImages), answers: answers()})
    };
    for (const part of Object.values(due)) part.catch(() => {}); // prevents an unhandled rejection; the step's own error is reported first
    const waited: Promise<unknown>[] = Object.values(slow);
    if (step === spec.network.unfrozenAfter) waited.push(model.unfreeze!());
    if (waited.length > 0) waitFor(Promise.all(waited));
    return due;
  }

  function waitFor(work: Promise<unknown>): void {
    before = work;
    work.then(
      () => before === work && (before = undefined),
      () => {} // prevents an unhandled rejection; the steps that wait for it reject
    );
  }

  async function take(index: number): Promise<StepMetrics> {
    batch = batches.at(index, batch);
    const [step, learningRate] = [index + 1, learningRateOf(spec, index)];
    const trained = model.step(batch.images, batch.labels, {
      ...spec.optimizer,
      learningRate,
      step,
      seed: hash(spec.seed, index),
      measured: isMeasured(spec, step)
    });
    const due = dueAfter(step);
    const {lossNats, errors} = await trained;
    if (!Number.isFinite(lossNats)) throw new DivergenceError(step, learningRate);
    const parts = Object.entries(due).map(async ([name, part]) => [name, await part] as const);
    return {
      step,
      lossNats,
      trainingError: errors / spec.batch,
      ...(Object.fromEntries(await Promise.all(parts)) as Partial<StepMetrics>)
    };
  }

  return {
    spec,
    get taken() {
      return taken;
    },
    async step() {
      const index = taken++;
      while (before) await before; // the step before may have begun another measurement
      return take(index);
    },
    state: () => model.state(),
    dispose: () => model.dispose()
  };
}

/** Returns the share of the test images of a data set that *model* gets wrong. */
async function classificationError(model: TrainableModel, dataset: Dataset): Promise<number> {
  const counts: Promise<{errors: number}>[] = [];
  for (const {images, labels} of testBatches(dataset, {batch: 128}))
    counts.push(model.evaluate(images, labels));
  const errors = (await Promise.all(counts)).reduce((sum, {errors}) => sum + errors, 0);
  return errors / dataset.test.count;
}

/** The first step is that of the network as it was initialised. */
function isMeasured({measurementInterval}: RunSpec, step: number): boolean {
  return measurementInterval > 0 && (step === 1 || step % measurementInterval === 0);
}

/** Returns the learning rate of a run's *step*, counted from 0. */
export function learningRateOf(
  {optimizer, schedule: {type, warmupSteps}, steps}: RunSpec,
  step: number
): number {
  return learningRateAt(step, {schedule: {type}, learningRate: optimizer.learningRate, warmupSteps, steps});
}
