import * as tf from "@tensorflow/tfjs";
import {testBatches} from "../../dataset/batches.js";
import {type Dataset, sliceImages} from "../../dataset/images.js";
import {createModel, type Model} from "../../model/model.js";
import type {NamedNetwork} from "../../network/named.js";
import type {GradientCorrelation} from "../../protocol/analyses.js";
import {createRandom, hash} from "../../random/random.js";
import {cosine} from "./cosine.js";
import {type AnalysisControl, AnalysisStoppedError} from "./measureEach.js";

/** Options of gradientCorrelations. */
export interface CorrelationOptions extends AnalysisControl<GradientCorrelation> {
  /** Initialises the network, and chooses the signs of the scores. */
  seed: number;
  /** Pairs of training images to go between, up to 32. Defaults to 8. */
  pairs?: number;
}

/** Shares of the way from one image to the other, each twice the one before. */
export const distances: readonly number[] = Array.from({length: 11}, (_, i) => 2 ** (i - 10));

/**
 * Returns how alike the gradients of a *network*'s output with respect to its input are at two inputs, by how far apart
 * these are: the cosine between both gradients, in the mean over pairs of training images. The output is one number: the
 * scores of all classes, added with random signs. The network is as initialised, and its running statistics are those of
 * 64 images, so that the gradient at one input does not depend on other inputs.
 *
 * Source: the question is that of Balduzzi et al. 2017 (arXiv:1702.08591), §2 and Fig. 2; their input is a number, and
 * their batches are what they normalize over.
 */
export async function gradientCorrelations(
  {expression, input}: NamedNetwork,
  dataset: Dataset,
  {seed, pairs = 8, nextTask, cancelled, onProgress}: CorrelationOptions
): Promise<GradientCorrelation[]> {
  const [{images}] = testBatches({...dataset, test: sliceImages(dataset.train, 0, 64)}, {batch: 64});
  const size = input[0] * input[1] * input[2];
  const imageOf = (i: number) => images.subarray(i * size, (i + 1) * size);
  const sums = distances.map(() => 0);
  const model = createModel(expression, input, {seed});
  try {
    tf.tidy(() => model.calibrate(tf.tensor4d(images, [images.length / size, ...input])));
    for (let pair = 0; pair < pairs; ++pair) {
      if (cancelled?.()) throw new AnalysisStoppedError();
      const points = between(imageOf(2 * pair), imageOf(2 * pair + 1));
      const [start, ...others] = await inputGradients(model, points, hash(seed, pair));
      others.forEach((other, i) => (sums[i] += cosine(start, other)));
      onProgress?.({done: pair + 1, total: pairs, rows: []}); // a row is a mean over all pairs
      await nextTask?.();
    }
  } finally {
    model.dispose();
  }
  return distances.map((distance, i) => ({distance, correlation: sums[i] / pairs}));
}

/** Returns *a*, and the points on the way from there to *b* at all distances. */
function between(a: Float32Array, b: Float32Array): Float32Array[] {
  return [0, ...distances].map((distance) => a.map((value, i) => value + distance * (b[i] - value)));
}

/** Returns the gradient of the network's scores, added with random signs, at each of *points*. */
async function inputGradients(
  model: Model,
  points: readonly Float32Array[],
  seed: number
): Promise<Float32Array[]> {
  const [size, count] = [points[0].length, points.length];
  const values = new Float32Array(count * size);
  points.forEach((point, i) => values.set(point, i * size));
  const gradient = tf.tidy(() => {
    const x = tf.tensor4d(values, [count, ...model.input]);
    return tf.grad((x: tf.Tensor) => {
      const scores = model.predict(x as tf.Tensor4D); // [count, 1, 1, classes]
      return tf.sum(tf.mul(scores, randomSigns(scores.shape[3], seed)));
    })(x);
  });
  const all = await gradient.data<"float32">();
  gradient.dispose();
  return points.map((_, i) => all.slice(i * size, (i + 1) * size));
}

function randomSigns(count: number, seed: number): tf.Tensor1D {
  const random = createRandom(seed);
  return tf.tensor1d(Array.from({length: count}, () => (random.uniform() < 0.5 ? -1 : 1)));
}
