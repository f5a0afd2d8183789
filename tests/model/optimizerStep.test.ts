import * as tf from "@tensorflow/tfjs";
import {beforeAll, expect, test} from "vitest";
import {optimizerOf} from "../../components/experiment/optimizers/optimizers.js";
import {optimizerStep} from "../../components/model/optimizerStep.js";
import {relativeError} from "../../components/model/relativeError.js";

// By hand, v ← momentum·v + g + weightDecay·p and p ← p − learningRate·v:
//
//   p = [1, −2], momentum 0.9, weight decay 0.01, learning rate 0.1
//   g = [0.5, 0]   → v = [0.51, −0.02],       p = [0.949, −1.998]
//   g = [−1, 0]    → v = [0.459 − 1 + 0.00949, −0.018 − 0.01998], p = [1.002151, −1.994202]

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const settings = {learningRate: 0.1, momentum: 0.9, weightDecay: 0.01};

function sgdSlot() {
  return {
    parameter: tf.variable(tf.tensor1d([1, -2])),
    slots: {velocity: tf.variable(tf.tensor1d([0, 0]))}
  };
}

test("optimizerStep(sgd, moved, options) takes two steps of torch.optim.SGD", async () => {
  const {parameter, slots} = sgdSlot();
  const step = (values: number[]) =>
    tf.tidy(() =>
      optimizerStep(optimizerOf(), [{parameter, slots, gradient: tf.tensor1d(values)}], settings)
    );
  step([0.5, 0]);
  expect(relativeError(await slots.velocity.data(), [0.51, -0.02])).toBeLessThan(1e-6);
  expect(relativeError(await parameter.data(), [0.949, -1.998])).toBeLessThan(1e-6);
  step([-1, 0]);
  expect(relativeError(await slots.velocity.data(), [-0.53151, -0.03798])).toBeLessThan(1e-6);
  expect(relativeError(await parameter.data(), [1.002151, -1.994202])).toBeLessThan(1e-6);
});

test("optimizerStep(…) leaves no tensors behind", () => {
  const {parameter, slots} = sgdSlot();
  const before = tf.memory().numTensors;
  tf.tidy(() => optimizerStep(optimizerOf(), [{parameter, slots, gradient: tf.tensor1d([1, 1])}], settings));
  expect(tf.memory().numTensors).toBe(before);
});
