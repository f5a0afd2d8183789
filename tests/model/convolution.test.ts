import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {convolution} from "../../components/model/convolution.js";
import {conv, type ConvOptions} from "../../components/network/leaf.js";
import {openBackend} from "../../components/worker/backend.js";
import {dot, numbers, relativeError} from "./numbers.js";

interface Case extends ConvOptions {
  /** `[batch, height, width, channels]` */
  input: [number, number, number, number];
  filters: number;
  kernel: number;
  /** Height and width of the result, by ⌊(n + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1. */
  output: [number, number];
}

const cases: Case[] = [
  {input: [2, 5, 7, 3], filters: 4, kernel: 3, output: [5, 7]},
  {input: [1, 7, 6, 4], filters: 6, kernel: 3, stride: 2, output: [4, 3]},
  {input: [1, 6, 9, 2], filters: 3, kernel: 5, stride: 3, padding: 1, output: [2, 3]},
  {input: [2, 7, 5, 6], filters: 9, kernel: 3, stride: 2, groups: 3, output: [4, 3]},
  {input: [1, 5, 8, 8], filters: 8, kernel: 3, groups: 8, output: [5, 8]},
  {input: [1, 7, 7, 4], filters: 2, kernel: 1, stride: 2, groups: 2, output: [4, 4]},
  {input: [2, 9, 7, 3], filters: 2, kernel: 3, dilation: 2, output: [9, 7]},
  {input: [1, 11, 8, 4], filters: 4, kernel: 3, dilation: 3, stride: 2, groups: 2, output: [6, 4]},
  {input: [1, 9, 9, 2], filters: 2, kernel: 2, dilation: 4, padding: 0, output: [5, 5]},
  {input: [1, 6, 6, 2], filters: 3, kernel: 1, padding: 1, output: [8, 8]}
];

function titleOf({input, filters, kernel, output: _, ...options}: Case): string {
  const named = Object.entries(options).map(([name, value]) => ` ${name} ${value}`);
  return `${input.join("×")}, ${filters} filters ${kernel}×${kernel}${named.join("")}`;
}

/** The definition, term by term. */
function convolutionLoop(
  x: Float32Array,
  weight: Float32Array,
  {input, filters, kernel, output, ...options}: Case
) {
  const [batch, height, width, channels] = input;
  const {stride, padding, dilation, groups} = conv(filters, kernel, options);
  const [group, share] = [channels / groups, filters / groups];
  const y: number[] = [];
  for (let b = 0; b < batch; b++)
    for (let row = 0; row < output[0]; row++)
      for (let column = 0; column < output[1]; column++)
        for (let filter = 0; filter < filters; filter++) {
          let sum = 0;
          for (let i = 0; i < kernel; i++)
            for (let j = 0; j < kernel; j++)
              for (let c = 0; c < group; c++) {
                const r = row * stride - padding + i * dilation;
                const s = column * stride - padding + j * dilation;
                if (r < 0 || r >= height || s < 0 || s >= width) continue;
                const channel = Math.floor(filter / share) * group + c;
                sum +=
                  x[((b * height + r) * width + s) * channels + channel] *
                  weight[((i * kernel + j) * group + c) * filters + filter];
              }
          y.push(sum);
        }
  return y;
}

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await openBackend({only: backend});
  });

  for (const [index, one] of cases.entries()) {
    const {input, filters, kernel, output, ...options} = one;
    const leaf = conv(filters, kernel, options);
    const shape = [kernel, kernel, input[3] / leaf.groups, filters] as [number, number, number, number];
    const x = numbers(
      input.reduce((a, b) => a * b),
      index
    );
    const weight = numbers(
      shape.reduce((a, b) => a * b),
      index + 50
    );

    test(`convolution(${titleOf(one)}) is the sum over its windows`, async () => {
      const y = tf.tidy(() => convolution(tf.tensor4d(x, input), tf.tensor4d(weight, shape), leaf));
      expect(y.shape).toEqual([input[0], ...output, filters]);
      expect(relativeError(await y.data(), convolutionLoop(x, weight, one))).toBeLessThan(1e-6);
      y.dispose();
    });

    // A convolution is linear in its input and in its weight, so that ⟨gradient, v⟩ = ⟨convolution of v, dy⟩ for any v.
    test(`convolution(${titleOf(one)}) has the adjoint as gradient`, async () => {
      const dy = numbers(input[0] * output[0] * output[1] * filters, index + 100);
      const loss = (x: tf.Tensor, weight: tf.Tensor) =>
        tf.sum(
          tf.mul(tf.tensor(dy), tf.reshape(convolution(x as tf.Tensor4D, weight as tf.Tensor4D, leaf), [-1]))
        );
      const [dx, dWeight] = tf.grads(loss)([tf.tensor4d(x, input), tf.tensor4d(weight, shape)]);
      const [v, w] = [numbers(x.length, index + 150), numbers(weight.length, index + 200)];
      expect(dot(await dx.data(), v)).toBeCloseTo(dot(convolutionLoop(v, weight, one), dy), 3);
      expect(dot(await dWeight.data(), w)).toBeCloseTo(dot(convolutionLoop(x, w, one), dy), 3);
    });
  }

  test("convolution(groups 3) is three convolutions of slices, joined", async () => {
    const leaf = conv(9, 3, {groups: 3, stride: 2});
    const apart = conv(3, 3, {stride: 2});
    const [together, joined] = tf.tidy(() => {
      const x = tf.tensor4d(numbers(2 * 7 * 5 * 6), [2, 7, 5, 6]);
      const weight = tf.tensor4d(numbers(9 * 2 * 9, 2), [3, 3, 2, 9]);
      const parts = [0, 1, 2].map((i) =>
        convolution(
          tf.slice(x, [0, 0, 0, 2 * i], [2, 7, 5, 2]),
          tf.slice(weight, [0, 0, 0, 3 * i], [3, 3, 2, 3]),
          apart
        )
      );
      return [convolution(x, weight, leaf), tf.concat(parts, 3)];
    });
    expect(together.shape).toEqual([2, 4, 3, 9]);
    expect(await together.data()).toEqual(await joined.data());
  });
});
