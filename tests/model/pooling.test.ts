import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {pooling} from "../../components/model/pooling.js";
import {averagePool, maxPool, type Pool, type PoolOptions} from "../../components/network/leaf.js";
import {openBackend} from "../../components/worker/backend.js";
import {numbers, relativeError} from "./numbers.js";

interface Case extends PoolOptions {
  input: [height: number, width: number];
  kernel: number;
  /** By PyTorch's rule: rounded down, or with ceil up, unless the last window would begin in the padding behind. */
  output: [height: number, width: number];
}

const cases: Case[] = [
  {input: [6, 8], kernel: 2, output: [3, 4]},
  {input: [7, 5], kernel: 2, output: [3, 2]},
  {input: [7, 5], kernel: 2, ceil: true, output: [4, 3]},
  {input: [7, 9], kernel: 3, stride: 2, padding: 1, output: [4, 5]},
  {input: [8, 6], kernel: 3, stride: 2, padding: 1, output: [4, 3]},
  {input: [8, 6], kernel: 3, stride: 2, padding: 1, ceil: true, output: [5, 4]},
  {input: [8, 7], kernel: 3, stride: 2, ceil: true, output: [4, 3]},
  {input: [5, 6], kernel: 2, stride: 2, padding: 1, ceil: true, output: [3, 4]},
  {input: [5, 4], kernel: 3, stride: 1, padding: 1, output: [5, 4]},
  {input: [6, 7], kernel: 1, stride: 3, output: [2, 3]}
];

const [batch, channels] = [2, 3];

/** What lies inside the border under each window: `[batch, output, output, channels]` lists of indexes. */
function windows({input: [height, width], output, kernel, stride = kernel, padding = 0}: Case): number[][] {
  const all: number[][] = [];
  for (let b = 0; b < batch; b++)
    for (let row = 0; row < output[0]; row++)
      for (let column = 0; column < output[1]; column++)
        for (let c = 0; c < channels; c++) {
          const inside: number[] = [];
          for (let i = 0; i < kernel; i++)
            for (let j = 0; j < kernel; j++) {
              const [r, s] = [row * stride - padding + i, column * stride - padding + j];
              if (r >= 0 && r < height && s >= 0 && s < width)
                inside.push(((b * height + r) * width + s) * channels + c);
            }
          all.push(inside);
        }
  return all;
}

function titleOf({input, output: _, kernel, ...options}: Case): string {
  const named = Object.entries(options).map(([name, value]) => `, ${name} ${value}`);
  return `${input.join("×")}, window ${kernel}${named.join("")}`;
}

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await openBackend({only: backend});
  });

  for (const [index, one] of cases.entries()) {
    const {input, kernel, output, ...options} = one;
    const shape: [number, number, number, number] = [batch, ...input, channels];
    // All below 0: a zero of the padding must not win.
    const x = numbers(batch * input[0] * input[1] * channels, index).map((value) => -10 - value);
    const dy = numbers(batch * output[0] * output[1] * channels, index + 50);

    async function run(pool: Pool) {
      const y = tf.tidy(() => pooling(tf.tensor4d(x, shape), pool));
      const loss = (x: tf.Tensor) =>
        tf.sum(tf.mul(tf.tensor(dy), tf.reshape(pooling(x as tf.Tensor4D, pool), [-1])));
      const dx = tf.grad(loss)(tf.tensor4d(x, shape));
      return {shape: y.shape, values: await y.data(), gradient: await dx.data()};
    }

    test(`pooling(maxPool, ${titleOf(one)}) is the largest value inside, and sends the gradient there`, async () => {
      const {shape, values, gradient} = await run(maxPool(kernel, options));
      const winners = windows(one).map((inside) => inside.reduce((a, b) => (x[b] > x[a] ? b : a)));
      const expected = new Float32Array(x.length);
      winners.forEach((winner, i) => (expected[winner] += dy[i]));
      expect(shape).toEqual([batch, ...output, channels]);
      expect([...values]).toEqual(winners.map((winner) => x[winner]));
      expect(relativeError(gradient, expected)).toBeLessThan(1e-6);
    });

    test(`pooling(averagePool, ${titleOf(one)}) is the mean of the values inside, and shares the gradient`, async () => {
      const {shape, values, gradient} = await run(averagePool(kernel, options));
      const means = windows(one).map((inside) => inside.reduce((sum, i) => sum + x[i], 0) / inside.length);
      const expected = new Float32Array(x.length);
      windows(one).forEach((inside, i) => inside.forEach((j) => (expected[j] += dy[i] / inside.length)));
      expect(shape).toEqual([batch, ...output, channels]);
      expect(relativeError(values, means)).toBeLessThan(1e-6);
      expect(relativeError(gradient, expected)).toBeLessThan(1e-6);
    });
  }
});
