import * as tf from "@tensorflow/tfjs";

/**
 * Returns the mean softmax cross-entropy of *logits* against *labels*, in nats. With *labelSmoothing* ε the target is
 * (1 − ε)·one-hot + ε / classes. Its gradient is written out as (softmax − target) / batch.
 *
 * - *logits*: `[batch, classes]`; *labels*: `[batch]`, int32
 *
 * Source: Szegedy et al. 2016 (arXiv:1512.00567), §7; torch.nn.CrossEntropyLoss(label_smoothing=ε).
 */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D, labelSmoothing = 0): tf.Scalar {
  const [batch, classes] = logits.shape;
  const loss = tf.customGrad((logits, save) => {
    const oneHot = tf.cast(tf.oneHot(labels, classes), "float32"); // tfjs's wasm kernel writes integers whatever the type
    const target =
      labelSmoothing > 0 ? tf.add(tf.mul(oneHot, 1 - labelSmoothing), labelSmoothing / classes) : oneHot;
    const logProbabilities = tf.logSoftmax(logits as tf.Tensor2D);
    (save as tf.GradSaveFunc)([logProbabilities, target]);
    const value = tf.mul(tf.sum(tf.mul(logProbabilities, target)), -1 / batch) as tf.Scalar;
    return {
      value,
      gradFunc: (dy, [logProbabilities, target]) =>
        tf.mul(dy, tf.mul(tf.sub(tf.exp(logProbabilities), target), 1 / batch))
    };
  });
  return loss(logits) as tf.Scalar;
}

/** Returns how many of the *labels* `[batch]` are not the largest of their *logits* `[batch, classes]`. */
export function errorCount(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => tf.sum(tf.cast(tf.notEqual(tf.argMax(logits, 1), labels), "int32")));
}
