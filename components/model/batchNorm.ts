import * as tf from "@tensorflow/tfjs";
import {epsilon, momentum} from "./normConstants.js";

/** A batch's statistics per channel, each `[channels]`. The variance is biased: divided by n. */
export interface BatchStatistics {
  mean: tf.Tensor1D;
  variance: tf.Tensor1D;
}

/**
 * Returns *x* normalized by its own statistics: γ·(x − mean) / √(variance + ε) + β, over batch, height and width.
 *
 * - *x*: `[batch, height, width, channels]`; *gamma*, *beta*: `[channels]`
 * - *onStatistics* is called with the batch's statistics, which the caller owns
 *
 * The gradient is written out, because tfjs's own takes 36 kernels and a slow Tile: with x̂ = (x − mean) / σ over n
 * positions, dx = γ/σ · (dy − Σdy/n − x̂·Σ(dy·x̂)/n). Source: Ioffe and Szegedy 2015 (arXiv:1502.03167), §3.
 */
export function batchNormTraining(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  onStatistics: (statistics: BatchStatistics) => void
): tf.Tensor4D {
  const normalize = tf.customGrad((x, gamma, beta, save) => {
    const {mean, variance} = statisticsOf(x as tf.Tensor4D);
    (save as tf.GradSaveFunc)([x as tf.Tensor, mean, variance, gamma as tf.Tensor]);
    const value = normalizeBy(x as tf.Tensor4D, {mean, variance}, gamma as tf.Tensor1D, beta as tf.Tensor1D);
    onStatistics({mean: tf.keep(mean), variance: tf.keep(variance)}); // last: the callee may dispose them
    return {value, gradFunc: (dy, saved) => batchNormGradient(dy as tf.Tensor4D, saved)};
  });
  return normalize(x, gamma, beta) as tf.Tensor4D;
}

/** Like batchNormTraining, except that the statistics are given: the running ones, in evaluation. */
export function normalizeBy(
  x: tf.Tensor4D,
  {mean, variance}: BatchStatistics,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D
): tf.Tensor4D {
  return tf.batchNorm(x, mean, variance, beta, gamma, epsilon) as tf.Tensor4D;
}

/**
 * Returns the running statistics after a batch: 0.9·running + 0.1·batch, where the batch's variance over *count*
 * positions is made unbiased, as in PyTorch.
 */
export function updateRunning(running: tf.Tensor1D, batch: tf.Tensor1D, unbias = 1): tf.Tensor1D {
  return tf.tidy(() => tf.add(tf.mul(running, 1 - momentum), tf.mul(batch, momentum * unbias)));
}

function statisticsOf(x: tf.Tensor4D): BatchStatistics {
  return tf.tidy(() => {
    const rows = asRows(x);
    const mean = columnMeans(rows);
    const variance = columnMeans(tf.square(tf.sub<tf.Tensor2D>(rows, mean)));
    return {mean, variance};
  });
}

function batchNormGradient(dy: tf.Tensor4D, saved: tf.Tensor[]): tf.Tensor[] {
  const [x, mean, variance, gamma] = saved as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const normalized = tf.mul(tf.sub(asRows(x), mean), inverse);
  const rows = asRows(dy);
  const dBeta = columnMeans(rows);
  const dGamma = columnMeans(tf.mul<tf.Tensor2D>(rows, normalized));
  const centred = tf.sub(tf.sub(rows, dBeta), tf.mul(normalized, dGamma));
  const dx = tf.reshape(tf.mul(centred, tf.mul(gamma, inverse)), x.shape);
  const count = rows.shape[0];
  return [dx, tf.mul(dGamma, count), tf.mul(dBeta, count)];
}

/** `[batch, height, width, channels]` as `[positions, channels]`: its sums need no transpose of rank 4. */
function asRows(x: tf.Tensor4D): tf.Tensor2D {
  return tf.reshape(x, [-1, x.shape[3]]);
}

function columnMeans(rows: tf.Tensor2D): tf.Tensor1D {
  return tf.mean(rows, 0);
}
