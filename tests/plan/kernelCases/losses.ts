import * as tf from "@tensorflow/tfjs";
import {crossEntropy, errorCount} from "../../../components/model/crossEntropy.js";
import {below, createRandom} from "../../../components/random/random.js";
import {createDraw} from "./draw.js";
import type {CaseDraft} from "./kernelCase.js";
import {valuesOf} from "./reference.js";

interface LossCase {
  batch: number;
  classes: number;
  gradient: boolean;
  /** Images that are none. */
  missing?: number[];
  /** Times the logits; large ones overflow where the largest is not subtracted first. */
  size?: number;
  /** The share of each target that goes to all classes alike. */
  labelSmoothing?: number;
}

const crossEntropies: readonly LossCase[] = [
  {batch: 64, classes: 10, gradient: true},
  {batch: 1, classes: 10, gradient: true},
  {batch: 33, classes: 3, gradient: true},
  {batch: 5, classes: 3, gradient: false},
  {batch: 128, classes: 10, gradient: false},
  {batch: 8, classes: 10, gradient: true, missing: [6, 7]},
  {batch: 8, classes: 10, gradient: false, missing: [5, 6, 7]},
  {batch: 7, classes: 3, gradient: true, missing: [0, 3]},
  {batch: 300, classes: 10, gradient: true, missing: [299]},
  {batch: 6, classes: 10, gradient: true, size: 60},
  {batch: 9, classes: 10, gradient: true, labelSmoothing: 0.1},
  {batch: 5, classes: 3, gradient: false, labelSmoothing: 0.5},
  {batch: 8, classes: 4, gradient: true, missing: [0, 7], labelSmoothing: 0.25}
];

/** Cases of the losses. */
export function lossCases(): Promise<CaseDraft[]> {
  return Promise.all([
    ...crossEntropies.map((options, i) => crossEntropyCase(options, 12_000 + i)),
    squaredErrorCase(24, 12_100),
    squaredErrorCase(1, 12_101),
    squaredErrorCase(333, 12_102)
  ]);
}

/** With images that are none, what the reference makes of the others: its mean is over those that there are. */
async function crossEntropyCase(
  {batch, classes, gradient, missing = [], size = 1, labelSmoothing = 0}: LossCase,
  seed: number
): Promise<CaseDraft> {
  const logits = createDraw(seed)(batch * classes).map((value) => value * size);
  const random = createRandom(seed, 1);
  const labels = Int32Array.from({length: batch}, (_, image) => {
    const label = below(classes, random);
    return missing.includes(image) ? -1 : label;
  });
  const present = [...labels.keys()].filter((image) => labels[image] >= 0);
  const expected = await valuesOf(() => {
    const given = tf.tensor2d(logits, [batch, classes]);
    const y = tf.tensor1d(
      present.map((image) => labels[image]),
      "int32"
    );
    const rows = (logits: tf.Tensor) => tf.gather(logits, tf.tensor1d(present, "int32")) as tf.Tensor2D;
    const loss = (logits: tf.Tensor) => crossEntropy(rows(logits), y, labelSmoothing);
    return {
      metrics: tf.stack([loss(given), tf.cast(errorCount(rows(given), y), "float32")]),
      ...(gradient && {dlogits: tf.grad(loss)(given)})
    };
  });
  return {
    kernel: {type: "crossEntropy", batch, classes, gradient, labelSmoothing},
    tensors: {logits, labels},
    expected
  };
}

async function squaredErrorCase(size: number, seed: number): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const [output, target] = [draw(size), draw(size)];
  const expected = await valuesOf(() => {
    const loss = (output: tf.Tensor) => tf.mean(tf.square(tf.sub(output, tf.tensor1d(target)))) as tf.Scalar;
    const given = tf.tensor1d(output);
    return {metrics: tf.stack([loss(given), tf.scalar(0)]), doutput: tf.grad(loss)(given)};
  });
  return {kernel: {type: "squaredError", size}, tensors: {output, target}, expected};
}
