import * as tf from "@tensorflow/tfjs";
import type {LocalResponseNorm} from "../network/leaf.js";

/**
 * Returns x / (k + α / size · Σ x²)^β, the sum over `size` neighbouring channels; if the size is even, one more below than
 * above.
 *
 * - *x*: `[batch, height, width, channels]`
 *
 * Source: Krizhevsky et al. 2012, §3.3; α is divided by the size, and the neighbours are chosen, as in PyTorch.
 */
export function localResponse(x: tf.Tensor4D, {size, alpha, beta, k}: LocalResponseNorm): tf.Tensor4D {
  if (size % 2 === 1) return tf.localResponseNormalization(x, (size - 1) / 2, k, alpha / size, beta);
  const sums = tf.add(tf.mul(squaresOfNeighbours(x, size), alpha / size), k);
  return tf.mul(x, tf.pow(sums, -beta));
}

/** tfjs's kernel has as many neighbours above as below: for an even *size* they are added one by one. */
function squaresOfNeighbours(x: tf.Tensor4D, size: number): tf.Tensor4D {
  const border: [number, number][] = [[0, 0], [0, 0], [0, 0], [size / 2, size / 2 - 1]]; // prettier-ignore
  const squares = tf.pad(tf.square(x), border);
  const parts = Array.from({length: size}, (_, i) => tf.slice(squares, [0, 0, 0, i], x.shape));
  return tf.addN(parts) as tf.Tensor4D;
}
