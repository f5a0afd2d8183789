import * as tf from "@tensorflow/tfjs";
import type {LocalResponseNorm} from "../network/leaf.js";

/**
 * Returns x / (k + α / size · Σ x²)^β, the sum over `size` neighbouring channels.
 *
 * - *x*: `[batch, height, width, channels]`
 *
 * Source: Krizhevsky et al. 2012, §3.3; α is divided by the size as in PyTorch.
 */
export function localResponse(x: tf.Tensor4D, {size, alpha, beta, k}: LocalResponseNorm): tf.Tensor4D {
  if (size % 2 === 0)
    throw new RangeError(`invalid size: ${size}; a local response has an odd number of channels`);
  return tf.localResponseNormalization(x, (size - 1) / 2, k, alpha / size, beta);
}
