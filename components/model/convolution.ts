import * as tf from "@tensorflow/tfjs";
import type {Conv} from "../network/leaf.js";

/**
 * Returns the convolution of *x* with *weight*, on any backend.
 *
 * - *x*: `[batch, height, width, channels]`
 * - *weight*: `[kernel, kernel, channels / groups, filters]`
 * - result: `[batch, outHeight, outWidth, filters]`; padding is explicit and symmetric as in PyTorch
 *
 * TensorFlow.js has neither groups (tfjs #3900) nor a gradient for dilated windows, so groups are convolved one by
 * one here, and a dilated window is spelled out with its zeros.
 */
export function convolution(x: tf.Tensor4D, weight: tf.Tensor4D, conv: Conv): tf.Tensor4D {
  if (conv.groups === 1) return denseConvolution(x, weight, conv);
  const inputs = tf.split<tf.Tensor4D>(x, conv.groups, 3);
  const weights = tf.split<tf.Tensor4D>(weight, conv.groups, 3);
  return tf.concat(
    inputs.map((input, i) => denseConvolution(input, weights[i], conv)),
    3
  );
}

function denseConvolution(
  x: tf.Tensor4D,
  weight: tf.Tensor4D,
  {stride, padding, dilation}: Conv
): tf.Tensor4D {
  return tf.conv2d(x, dilation === 1 ? weight : dilate(weight, dilation), stride, padding);
}

/** Returns *weight* with `dilation − 1` zeros between its taps: `[dilation·(kernel − 1) + 1, …, channels, filters]`. */
function dilate(weight: tf.Tensor4D, dilation: number): tf.Tensor4D {
  const [kernel, , channels, filters] = weight.shape;
  const size = dilation * (kernel - 1) + 1;
  const rows = spread(tf.reshape(weight, [kernel, 1, kernel * channels * filters]), dilation, size);
  const columns = tf.reshape(rows, [size * kernel, 1, channels * filters]);
  const padded = tf.pad(columns, [
    [0, 0],
    [0, dilation - 1],
    [0, 0]
  ]);
  const whole = tf.reshape(padded, [size, kernel * dilation, channels, filters]) as tf.Tensor4D;
  return tf.slice(whole, [0, 0, 0, 0], [size, size, channels, filters]);
}

/** `[rows, 1, values]` to `[size, values]`, with zero rows between. */
function spread(x: tf.Tensor3D, dilation: number, size: number): tf.Tensor2D {
  const [rows, , values] = x.shape;
  const padded = tf.reshape(
    tf.pad(x, [
      [0, 0],
      [0, dilation - 1],
      [0, 0]
    ]),
    [rows * dilation, values]
  ) as tf.Tensor2D;
  return tf.slice(padded, [0, 0], [size, values]);
}
