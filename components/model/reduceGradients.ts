import * as tf from "@tensorflow/tfjs";

/**
 * Replaces the gradients of Mean and Sum. tfjs 4.22 makes them from a tensor of ones of the input's size that is
 * built in JavaScript and uploaded: 198 MB a step for ResNet-20 at batch 128. Here the device fills them in. Delete
 * when tfjs's own gradients broadcast.
 */
export function replaceReduceGradients(): void {
  replaceGradient(tf.Sum, () => 1);
  replaceGradient(tf.Mean, (x, axes) => 1 / axes.reduce((product, axis) => product * x.shape[axis], 1));
}

function replaceGradient(kernelName: string, factor: (x: tf.Tensor, axes: number[]) => number): void {
  if (tf.getGradient(kernelName)) tf.unregisterGradient(kernelName);
  tf.registerGradient({
    kernelName,
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => {
      const axes = tf.util.parseAxisParam((attributes as {axis: number | number[]}).axis, x.shape);
      const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const each = tf.mul(tf.reshape(dy as tf.Tensor, kept), factor(x, axes));
      return {x: () => tf.mul(tf.fill(x.shape, 1), each)};
    }
  });
}
