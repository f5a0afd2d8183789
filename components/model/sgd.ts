import * as tf from "@tensorflow/tfjs";

/** What a step of gradient descent needs to know. */
export interface SgdOptions {
  learningRate: number;
  /** The share of the last velocity that stays. */
  momentum: number;
  /** Times each parameter, added to its gradient; on all parameters, batch normalization's included. */
  weightDecay: number;
}

/** A parameter, the velocity that goes with it, and the gradient of this step; all of one shape. */
export interface SgdSlot {
  parameter: tf.Variable;
  velocity: tf.Variable;
  gradient: tf.Tensor;
}

/**
 * Moves every parameter one step, as torch.optim.SGD does: v ← momentum·v + (g + weightDecay·p), p ← p − learningRate·v.
 * (He et al. 2015, §3.4, use momentum 0.9 and weight decay 1e-4.)
 */
export function sgdStep(slots: Iterable<SgdSlot>, {learningRate, momentum, weightDecay}: SgdOptions): void {
  tf.tidy(() => {
    const [rate, share, decay] = [learningRate, momentum, weightDecay].map((value) => tf.scalar(value));
    for (const {parameter, velocity, gradient} of slots) {
      const decayed = tf.add(gradient, tf.mul(parameter, decay));
      velocity.assign(tf.add(tf.mul(velocity, share), decayed));
      parameter.assign(tf.sub(parameter, tf.mul(velocity, rate)));
    }
  });
}
