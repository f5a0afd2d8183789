import type {Kernel} from "./operations/kernels.js";
import type {Call} from "./program.js";
import {activationTensor} from "./sizes.js";
import type {Tensor} from "./tensor.js";
import type {Value} from "./value.js";

/** Against labels, or the mean of squares against a target of the output's shape. */
export type LossType = "crossEntropy" | "squaredError";

/** What a loss is computed of, where its metrics go, and its gradient, if it is to have one. */
export interface LossTensors {
  output: Tensor;
  labels: Tensor;
  metrics: Tensor;
  gradient?: Tensor;
  /** Of cross-entropy: the share of each target that goes to all classes alike. Defaults to 0. */
  labelSmoothing?: number;
}

/**
 * Returns the call that computes the loss of a network whose output is *value*. Scores over several positions count as so
 * many classes, as on the reference executor.
 */
export function lossCall(
  loss: LossType,
  {volume: [height, width, channels]}: Value,
  {output, labels, metrics, gradient, labelSmoothing = 0}: LossTensors
): Call {
  if (loss === "squaredError") {
    const doutput = gradient ?? activationTensor("unused gradient", output.size);
    const kernel: Kernel = {type: "squaredError", size: output.size};
    return {kernel, read: {output, target: labels}, write: {metrics, doutput}};
  }
  const classes = height * width * channels;
  const batch = output.size / classes;
  const kernel: Kernel = {
    type: "crossEntropy",
    batch,
    classes,
    gradient: gradient !== undefined,
    labelSmoothing
  };
  return {kernel, read: {logits: output, labels}, write: {metrics, ...(gradient && {dlogits: gradient})}};
}
