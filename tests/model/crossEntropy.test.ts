import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {crossEntropy, errorCount} from "../../components/model/crossEntropy.js";
import {openBackend} from "../../components/worker/backend.js";
import {numbers, relativeError} from "./numbers.js";

const [batch, classes] = [5, 4];
const logits = numbers(batch * classes).map((value) => 3 * value);

/** In double precision. */
const softmax = Array.from({length: batch}, (_, i) => {
  const row = [...logits.slice(i * classes, (i + 1) * classes)].map(Math.exp);
  return row.map((value) => value / row.reduce((a, b) => a + b));
});

const largest = softmax.map((row) => row.indexOf(Math.max(...row)));
const labels = largest.map((best, i) => (i < 2 ? best : (best + i) % classes)); // two right, two wrong, one right

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await openBackend({only: backend});
  });

  const inputs = () => [tf.tensor2d(logits, [batch, classes]), tf.tensor1d(labels, "int32")] as const;

  test("crossEntropy(logits, labels) is the mean of −ln softmax", async () => {
    const loss = tf.tidy(() => crossEntropy(...inputs()));
    const expected = softmax.reduce((sum, row, i) => sum - Math.log(row[labels[i]]), 0) / batch;
    expect((await loss.data())[0]).toBeCloseTo(expected, 5);
  });

  test("crossEntropy(logits, labels) has the gradient (softmax − one-hot) / batch", async () => {
    const gradient = tf.tidy(() => {
      const [x, y] = inputs();
      return tf.grad((x) => tf.mul(7, crossEntropy(x as tf.Tensor2D, y)))(x);
    });
    const expected = softmax.flatMap((row, i) =>
      row.map((p, j) => (7 * (p - Number(j === labels[i]))) / batch)
    );
    expect(relativeError(await gradient.data(), expected)).toBeLessThan(1e-6);
  });

  test("crossEntropy(labels, ε) is that of the target (1 − ε)·one-hot + ε / classes, with its gradient, as torch.nn.CrossEntropyLoss(label_smoothing=ε)", async () => {
    const epsilon = 0.2;
    const target = (i: number, j: number) => (1 - epsilon) * Number(j === labels[i]) + epsilon / classes;
    const [loss, gradient] = tf.tidy(() => {
      const [x, y] = inputs();
      const smoothed = (x: tf.Tensor) => crossEntropy(x as tf.Tensor2D, y, epsilon);
      return [smoothed(x), tf.grad(smoothed)(x)];
    });
    const expected = softmax.flatMap((row, i) => row.map((p, j) => -target(i, j) * Math.log(p)));
    expect((await loss.data())[0]).toBeCloseTo(expected.reduce((a, b) => a + b) / batch, 5);
    const slopes = softmax.flatMap((row, i) => row.map((p, j) => (p - target(i, j)) / batch));
    expect(relativeError(await gradient.data(), slopes)).toBeLessThan(1e-6);
  });

  test("crossEntropy(equal logits) is ln 10 for ten classes, and stays finite for large ones", async () => {
    const [equal, large] = tf.tidy(() => [
      crossEntropy(tf.zeros([3, 10]), tf.tensor1d([0, 4, 9], "int32")),
      crossEntropy(tf.tensor2d([1000, 0, 0, -1000], [2, 2]), tf.tensor1d([0, 1], "int32"))
    ]);
    expect((await equal.data())[0]).toBeCloseTo(Math.log(10), 5);
    expect((await large.data())[0]).toBe(500);
  });

  test("errorCount(logits, labels) counts the images whose largest logit is another class's", async () => {
    const count = tf.tidy(() => errorCount(...inputs()));
    expect((await count.data())[0]).toBe(2);
  });
});
