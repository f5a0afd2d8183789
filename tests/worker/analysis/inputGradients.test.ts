import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test, vi} from "vitest";
import {toDataset} from "../../../components/dataset/images.js";
import {shapes10} from "../../../components/dataset/shapes.js";
import {label, sequence} from "../../../components/network/expression.js";
import {conv, dense, globalAveragePool, norm} from "../../../components/network/leaf.js";
import {type NamedNetwork, namedNetwork} from "../../../components/network/named.js";
import type {GradientCorrelation} from "../../../components/protocol/analyses.js";
import {distances, gradientCorrelations} from "../../../components/worker/analysis/inputGradients.js";
import {openBackend} from "../../../components/worker/backend.js";

const images = shapes10({size: 16, count: 64, seed: 1, split: "train"});
const dataset = toDataset("shapes", images, images);

const network = (name: string, width = 4): NamedNetwork => namedNetwork(name, {width, size: 16});

/** Layers without an activation: the gradient is the same at all inputs. */
const linear: NamedNetwork = {
  name: "linear",
  input: [16, 16, 3],
  expression: sequence(
    label("conv1", conv(4, 3)),
    label("bn1", norm()),
    globalAveragePool(),
    label("fc", dense(10))
  )
};

const at = (found: readonly GradientCorrelation[], distance: number) =>
  found.find((one) => one.distance === distance)!.correlation;

beforeAll(async () => {
  await openBackend({only: "wasm"});
});

describe("gradientCorrelations(network, dataset)", () => {
  test("is one correlation in [-1, 1] a distance, from 1/1024 of the way to all of it", async () => {
    const found = await gradientCorrelations(network("cifar-resnet-8"), dataset, {seed: 1, pairs: 3});
    expect(found.map(({distance}) => distance)).toEqual(distances);
    expect([distances[0], distances.length, distances.at(-1)]).toEqual([1 / 1024, 11, 1]);
    for (const {correlation} of found) expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
  });

  test("is 1 at all distances if the network is linear", async () => {
    for (const {correlation} of await gradientCorrelations(linear, dataset, {seed: 1, pairs: 2}))
      expect(correlation).toBeCloseTo(1, 5);
  });

  test("tends to 1 as the inputs come together, and falls with their distance", async () => {
    const found = await gradientCorrelations(network("cifar-plain-8"), dataset, {seed: 1});
    expect(at(found, 1 / 1024)).toBeGreaterThan(0.97);
    const course = [1 / 1024, 1 / 64, 1 / 8, 1].map((distance) => at(found, distance));
    expect(course).toEqual([...course].sort((a, b) => b - a));
    expect(course.at(-1)).toBeLessThan(0.5);
  });

  test("is lower in a plain network of 20 layers than in a residual one, at 1/64 of the way", async () => {
    const [plain, residual] = await Promise.all(
      ["cifar-plain-20", "cifar-resnet-20"].map((name) =>
        gradientCorrelations(network(name), dataset, {seed: 1, pairs: 4})
      )
    );
    expect(at(plain, 1 / 64)).toBeLessThan(at(residual, 1 / 64) - 0.1);
  });

  test("hangs on the seed, and on nothing else", async () => {
    const of = (seed: number) => gradientCorrelations(network("cifar-resnet-8"), dataset, {seed, pairs: 1});
    const [first, again, other] = [await of(1), await of(1), await of(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test("goes between eight pairs unless told otherwise, and lets others run after each", async () => {
    for (const [pairs, count] of [
      [undefined, 8],
      [2, 2]
    ] as const) {
      const nextTask = vi.fn(async () => {});
      await gradientCorrelations(network("cifar-plain-8", 1), dataset, {seed: 1, pairs, nextTask});
      expect(nextTask).toHaveBeenCalledTimes(count);
    }
  });

  test("leaves no tensors behind, also if it is broken off", async () => {
    const before = tf.memory().numTensors;
    const during: number[] = [];
    const nextTask = async () => void during.push(tf.memory().numTensors);
    await gradientCorrelations(network("cifar-resnet-8"), dataset, {seed: 1, pairs: 3, nextTask});
    expect(new Set(during).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
    const broken = gradientCorrelations(network("cifar-resnet-8"), dataset, {
      ...{seed: 1, pairs: 3},
      nextTask: () => Promise.reject(new Error("the page is gone"))
    });
    await expect(broken).rejects.toThrow("the page is gone");
    expect(tf.memory().numTensors).toBe(before);
  });
});
