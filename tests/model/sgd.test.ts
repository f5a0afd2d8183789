import * as tf from "@tensorflow/tfjs";
import {beforeAll, expect, test} from "vitest";
import {sgdStep} from "../../components/model/sgd.js";
import {openBackend} from "../../components/worker/backend.js";
import {relativeError} from "./numbers.js";

beforeAll(async () => {
  await openBackend({only: "cpu"});
});

// By hand, learning rate 0.1, momentum 0.9, weight decay 0.01, gradients (0.5, 0) and then (−1, 0), from (1, −2):
//   v = (0.5 + 0.01·1, 0.01·−2) = (0.51, −0.02)                      p = (0.949, −1.998)
//   v = (0.9·0.51 − 1 + 0.01·0.949, 0.9·−0.02 − 0.01·1.998) = (−0.53151, −0.03798)   p = (1.002151, −1.994202)
test("sgdStep(slots) takes two steps of torch.optim.SGD", async () => {
  const slot = {
    parameter: tf.variable(tf.tensor1d([1, -2])),
    velocity: tf.variable(tf.tensor1d([0, 0]))
  };
  const options = {learningRate: 0.1, momentum: 0.9, weightDecay: 0.01};
  const step = (values: number[]) =>
    tf.tidy(() => sgdStep([{...slot, gradient: tf.tensor1d(values)}], options));
  const before = tf.memory().numTensors;
  step([0.5, 0]);
  expect(relativeError(await slot.velocity.data(), [0.51, -0.02])).toBeLessThan(1e-6);
  expect(relativeError(await slot.parameter.data(), [0.949, -1.998])).toBeLessThan(1e-6);
  step([-1, 0]);
  expect(relativeError(await slot.velocity.data(), [-0.53151, -0.03798])).toBeLessThan(1e-6);
  expect(relativeError(await slot.parameter.data(), [1.002151, -1.994202])).toBeLessThan(1e-6);
  expect(tf.memory().numTensors).toBe(before);
});
