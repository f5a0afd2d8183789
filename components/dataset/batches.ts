import {below, createRandom, hash, permutation} from "../random/random.js";
import type {Dataset, LabelledImages} from "./images.js";

/** Some images with their labels, ready for a network. */
export interface Batch {
  /** `[batch, size, size, 3]`: (pixel / 255 − mean) / deviation of the channel. */
  readonly images: Float32Array;
  /** `[batch]` */
  readonly labels: Int32Array;
}

export interface BatchOptions {
  /** Images in a batch. */
  batch: number;
  /** Chooses the order of the images, and how they are augmented. */
  seed: number;
  /**
   * Whether to pad each image with zeros, crop it at random to its size, and mirror every second one, as He et al.
   * 2015 (arXiv:1512.03385) do in §4.2. They pad 4 pixels at 32×32; we pad an eighth of the size, so 2 at 16×16.
   * Zero is the mean colour, because the images are normalized first. Defaults to false.
   */
  augment?: boolean;
}

/** The batches of a training run. */
export interface Batches {
  /** Images in a batch. */
  readonly batch: number;
  /** Batches in an epoch; the images left over at its end are dropped. */
  readonly perEpoch: number;
  /**
   * Returns the batch of a *step*, counted from 0. It depends on nothing but the step, so a run can go on anywhere.
   *
   * The arrays are new, since a tensor may keep them. A caller that is done with a batch can pass it as *into*: its
   * arrays are then filled again and returned.
   */
  at(step: number, into?: Batch): Batch;
}

/**
 * Returns the batches of a training run on a *dataset*: each epoch takes the training images in a new random order,
 * a function of seed and epoch alone.
 *
 * Throws if **batch** is not an integer from 1 to the number of training images.
 */
export function createBatches(dataset: Dataset, {batch, seed, augment = false}: BatchOptions): Batches {
  const {train, size} = dataset;
  checkBatch(batch, train.count);
  const perEpoch = Math.floor(train.count / batch);
  const table = normalized(dataset);
  let epoch = -1;
  let order: Uint32Array = new Uint32Array(0); // of that epoch
  return {
    batch,
    perEpoch,
    at(step, into = emptyBatch(batch, size)) {
      if (!Number.isInteger(step) || step < 0)
        throw new RangeError(`invalid step: ${step}; steps are counted from 0`);
      if (Math.floor(step / perEpoch) !== epoch) {
        epoch = Math.floor(step / perEpoch);
        order = epochOrder(train.count, seed, epoch);
      }
      const first = (step % perEpoch) * batch;
      const random = createRandom(hash(seed, augmentStream), step);
      for (let i = 0; i < batch; ++i) {
        const index = order[first + i];
        into.labels[i] = train.labels[index];
        const view = augment ? randomView(size, random) : plainView;
        writeImage(train, index, {table, view, images: into.images, slot: i});
      }
      return into;
    }
  };
}

/**
 * Yields the test images of a *dataset* in their order, **batch** at a time; the last batch holds what is left. The
 * arrays of a batch are new unless **reuse** is true: then each batch overwrites the one before.
 *
 * Throws if **batch** is not a positive integer.
 */
export function* testBatches(
  {test, size, ...rest}: Dataset,
  {batch, reuse = false}: {batch: number; reuse?: boolean}
): Generator<Batch, void> {
  checkBatch(batch, Infinity);
  const table = normalized(rest);
  let into = emptyBatch(Math.min(batch, test.count), size);
  for (let first = 0; first < test.count; first += batch) {
    const count = Math.min(batch, test.count - first);
    if ((first > 0 && !reuse) || into.labels.length !== count) into = emptyBatch(count, size);
    for (let i = 0; i < count; ++i) {
      into.labels[i] = test.labels[first + i];
      writeImage(test, first + i, {table, view: plainView, images: into.images, slot: i});
    }
    yield into;
  }
}

/** Returns the order in which an *epoch* of a run with this *seed* takes *count* training images. */
export function epochOrder(count: number, seed: number, epoch: number): Uint32Array {
  return permutation(count, createRandom(hash(seed, orderStream), epoch));
}

/** Where to read an image: moved by so many pixels, and mirrored or not. */
interface View {
  down: number;
  right: number;
  mirror: boolean;
}

const plainView: View = {down: 0, right: 0, mirror: false};
const orderStream = 1;
const augmentStream = 2;

function checkBatch(batch: number, limit: number): void {
  if (!Number.isInteger(batch) || batch < 1 || batch > limit)
    throw new RangeError(
      `invalid batch: ${batch}; it must be ` +
        (limit === Infinity ? "a positive integer" : `an integer from 1 to ${limit}, the number of images`)
    );
}

function emptyBatch(count: number, size: number): Batch {
  return {images: new Float32Array(count * size * size * 3), labels: new Int32Array(count)};
}

function randomView(size: number, random: ReturnType<typeof createRandom>): View {
  const pad = size / 8;
  const down = below(2 * pad + 1, random) - pad;
  const right = below(2 * pad + 1, random) - pad;
  return {down, right, mirror: below(2, random) === 1};
}

/** Returns the normalized value of each byte in each channel: `[256, 3]`. */
function normalized({mean, deviation}: Pick<Dataset, "mean" | "deviation">): Float32Array {
  return Float32Array.from({length: 256 * 3}, (_, i) => {
    const channel = i % 3;
    return ((i - channel) / 3 / 255 - mean[channel]) / deviation[channel];
  });
}

/** Writes image number *index*, normalized, into place number **slot** of a batch. Beyond its border it is 0. */
function writeImage(
  {pixels, size}: LabelledImages,
  index: number,
  {table, view, images, slot}: {table: Float32Array; view: View; images: Float32Array; slot: number}
): void {
  const source = index * size * size * 3;
  let target = slot * size * size * 3;
  for (let row = 0; row < size; ++row)
    for (let column = 0; column < size; ++column) {
      const y = row + view.down;
      const x = (view.mirror ? size - 1 - column : column) + view.right;
      const inside = y >= 0 && y < size && x >= 0 && x < size;
      const from = source + (y * size + x) * 3;
      for (let channel = 0; channel < 3; ++channel)
        images[target++] = inside ? table[pixels[from + channel] * 3 + channel] : 0;
    }
}
