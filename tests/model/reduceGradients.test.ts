import * as tf from "@tensorflow/tfjs";
import {beforeAll, expect, test} from "vitest";
import {replaceReduceGradients} from "../../components/model/reduceGradients.js";
import {openBackend} from "../../components/worker/backend.js";
import {numbers, relativeError} from "./numbers.js";

type Reduce = (x: tf.Tensor) => tf.Tensor;

const reductions: Record<string, Reduce> = {
  "mean(x)": (x) => tf.mean(x),
  "mean(x, 0)": (x) => tf.mean(x, 0),
  "mean(x, -1)": (x) => tf.mean(x, -1),
  "mean(x, [1, 2])": (x) => tf.mean(x, [1, 2]),
  "mean(x, [1, 2], keepDims)": (x) => tf.mean(x, [1, 2], true),
  "sum(x)": (x) => tf.sum(x),
  "sum(x, [0, 3])": (x) => tf.sum(x, [0, 3]),
  "sum(x, [3, 1], keepDims)": (x) => tf.sum(x, [3, 1], true)
};

const shape = [3, 4, 2, 5];
const gradientOf = (reduce: Reduce) =>
  tf.tidy(() =>
    tf.grad((x) => {
      const y = reduce(x);
      return tf.sum(tf.square(tf.mul(y, tf.tensor(numbers(y.size, 9), y.shape))));
    })(tf.tensor(numbers(120), shape))
  );

const own: Record<string, Float32Array> = {};

beforeAll(async () => {
  await openBackend({only: "cpu"});
  for (const [name, reduce] of Object.entries(reductions))
    own[name] = await gradientOf(reduce).data<"float32">();
  replaceReduceGradients();
  replaceReduceGradients(); // harmless
});

for (const [name, reduce] of Object.entries(reductions)) {
  test(`replaceReduceGradients() keeps the gradient of ${name}`, async () => {
    const gradient = gradientOf(reduce);
    expect(gradient.shape).toEqual(shape);
    expect(relativeError(await gradient.data(), own[name])).toBeLessThan(1e-6);
  });
}

test("replaceReduceGradients() keeps the gradient of a scalar's sum", async () => {
  expect(
    await tf
      .grad((x) => tf.sum(x))(tf.scalar(3))
      .data()
  ).toEqual(Float32Array.of(1));
});
