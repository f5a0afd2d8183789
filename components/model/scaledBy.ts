import * as tf from "@tensorflow/tfjs";

/** Returns *x* times *factor*, whose gradient is multiplied by *back* instead. */
export function scaledBy(x: tf.Tensor4D, factor: number, back = factor): tf.Tensor4D {
  if (factor === back) return factor === 1 ? x : tf.mul(x, factor);
  const scaled = tf.customGrad((x) => ({
    value: tf.mul(x as tf.Tensor4D, factor),
    gradFunc: (dy: tf.Tensor) => tf.mul(dy, back)
  }));
  return scaled(x) as tf.Tensor4D;
}
