import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {openBackend} from "../../components/worker/backend.js";
import {largestError, numbers} from "./numbers.js";

type Pad = number | "same" | "valid" | tf.backend_util.ExplicitPadding;

interface Case {
  input: [number, number, number, number];
  filter: [number, number, number, number];
  stride: number | [number, number];
  pad: Pad;
}

const explicit: Pad = [
  [0, 0],
  [2, 1],
  [0, 3],
  [0, 0]
];

const cases: Case[] = [1, 3, 5].flatMap((kernel) =>
  [1, 2].flatMap((stride) => {
    const filter: Case["filter"] = [kernel, kernel, 3, 4];
    const half = (kernel - 1) / 2;
    return [
      {input: [2, 9, 7, 3] as Case["input"], filter, stride, pad: half},
      {input: [2, 8, 6, 3] as Case["input"], filter, stride, pad: half},
      {input: [1, 7, 8, 3] as Case["input"], filter, stride, pad: explicit}
    ];
  })
);
cases.push(
  {input: [2, 8, 7, 2], filter: [3, 3, 2, 3], stride: 2, pad: "same"},
  {input: [2, 8, 7, 2], filter: [3, 2, 2, 3], stride: [1, 3], pad: "valid"},
  {input: [1, 6, 6, 2], filter: [2, 2, 2, 2], stride: 3, pad: 0}, // windows that leave rows between them
  {input: [1, 9, 9, 1], filter: [3, 3, 1, 1], stride: 4, pad: 0}
);

const titleOf = ({input, filter, stride, pad}: Case) =>
  `${input.join("×")} by ${filter.join("×")}, stride ${stride}, pad ${JSON.stringify(pad)}`;

async function gradientsOf({input, filter, stride, pad}: Case, seed: number): Promise<Float32Array[]> {
  const size = (shape: number[]) => shape.reduce((a, b) => a * b);
  const x = tf.tensor4d(numbers(size(input), seed), input);
  const w = tf.tensor4d(numbers(size(filter), seed + 50), filter);
  const loss = (x: tf.Tensor, w: tf.Tensor) => {
    const y = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
    return tf.sum(tf.mul(y, tf.tensor(numbers(y.size, seed + 100), y.shape)));
  };
  const gradients = tf.grads(loss)([x, w]);
  return Promise.all(gradients.map((gradient) => gradient.data<"float32">()));
}

describe("registerWasmConvolutionGradients()", () => {
  const expected: Float32Array[][] = [];

  beforeAll(async () => {
    await openBackend({only: "cpu"});
    for (const [seed, one] of cases.entries()) expected.push(await gradientsOf(one, seed));
    await openBackend({only: "wasm"});
  });

  for (const [seed, one] of cases.entries()) {
    test(`gives the input and filter gradients of the cpu backend for ${titleOf(one)}`, async () => {
      expect(tf.getBackend()).toBe("wasm");
      const [dx, dFilter] = await gradientsOf(one, seed);
      expect(largestError(dx, expected[seed][0])).toBeLessThan(1e-5);
      expect(largestError(dFilter, expected[seed][1])).toBeLessThan(1e-5);
    });
  }

  test("leaves no tensors behind", async () => {
    const loss = (filter: tf.Tensor) =>
      tf.sum(tf.conv2d(tf.ones<tf.Rank.R4>([1, 5, 5, 2]), filter as tf.Tensor4D, 2, 1));
    const run = () => tf.dispose(tf.tidy(() => tf.grad(loss)(tf.ones([3, 3, 2, 2]))));
    run();
    const before = tf.memory().numTensors;
    run();
    expect(tf.memory().numTensors).toBe(before);
  });
});
