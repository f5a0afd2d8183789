import {beforeAll, describe, expect, test, vi} from "vitest";
import {createBatches} from "../../../components/dataset/batches.js";
import type {ModelState} from "../../../components/experiment/modelState.js";
import {vectorNorm} from "../../../components/model/measurements.js";
import {createModel} from "../../../components/model/model.js";
import {group, label, sequence, sum} from "../../../components/network/expression.js";
import {conv, dense, globalAveragePool, identity} from "../../../components/network/leaf.js";
import {type NamedNetwork, namedNetwork} from "../../../components/network/named.js";
import type {NamedOptions} from "../../../components/network/networkFields.js";
import type {PathGradient} from "../../../components/protocol/analyses.js";
import {pathGradient, pathGradients, samplePaths} from "../../../components/worker/analysis/pathGradients.js";
import {openBackend} from "../../../components/worker/backend.js";
import {numbers, relativeError} from "../../model/numbers.js";
import {referencePass} from "../../plan/referencePass.js";
import {tinyDataset} from "../tinyDataset.js";
import {batch, subjectOf, trainedState} from "./subjects.js";

const dataset = tinyDataset();
const {images, labels} = createBatches(dataset, {batch, seed: 5}).at(0);

/** Three blocks. */
const net = (options: NamedOptions = {}): NamedNetwork =>
  namedNetwork("cifar-resnet-8", {width: 3, size: 16, ...options});

/** All sets of *blocks*, by size. */
const allPaths = (blocks: readonly string[]): Set<string>[] =>
  Array.from({length: 2 ** blocks.length}, (_, path) => new Set(blocks.filter((_, i) => (path >> i) & 1)));

/** Blocks x + w·x, a 1×1 convolution by w times the identity matrix each, and a head. */
function linear(weights: readonly number[]): {network: NamedNetwork; state: ModelState} {
  const block = group(
    sum(group(label("conv", conv(3, 1)), {role: "residual"}), group(identity(), {role: "shortcut"})),
    {role: "block"}
  );
  const blocks = weights.map((_, i) => label(String(i), block));
  const expression = sequence(
    label("layer1", sequence(...blocks)),
    globalAveragePool(),
    label("fc", dense(10))
  );
  const model = createModel(expression, [16, 16, 3], {seed: 2});
  const ofHead = model.specs
    .filter(({name}) => name.startsWith("fc."))
    .map(({name, shape}) => {
      const size = shape.reduce((product, n) => product * n, 1);
      return [name, numbers(size, 4).map((value) => value / 10)];
    });
  model.dispose();
  const ofBlocks = weights.map((w, i) => [
    `layer1.${i}.conv.weight`,
    Float32Array.of(w, 0, 0, 0, w, 0, 0, 0, w)
  ]);
  return {
    network: {name: "linear", expression, input: [16, 16, 3]},
    state: Object.fromEntries([...ofHead, ...ofBlocks]) as ModelState
  };
}

beforeAll(async () => {
  await openBackend({only: "wasm"}); // for the reference executor
});

describe("pathGradient(subject, crossed, batch)", () => {
  const kinds: [title: string, options: NamedOptions][] = [
    ["option A", {}],
    ["option B, λ = 0.7", {shortcut: "B", shortcutScale: 0.7}],
    ["pre-activation", {order: "preActivation"}],
    ["tanh", {activation: "tanh"}]
  ];
  for (const [title, options] of kinds) {
    test(`by a plan and on the reference executor is one gradient, and all 2ⁿ add up to the whole: ${title}`, async () => {
      const network = net(options);
      const state = await trainedState(network);
      const [plan, reference] = await Promise.all([
        subjectOf(network, {state}),
        subjectOf(network, {state, executor: "reference"})
      ]);
      const sums = [plan, reference].map(() => new Float64Array(images.length));
      const norms = new Set<number>();
      for (const crossed of allPaths([...plan.gates.keys()])) {
        const [ours, theirs] = [
          await pathGradient(plan, crossed, {images, labels}),
          await pathGradient(reference, crossed, {images, labels})
        ];
        expect(relativeError(ours, theirs), [...crossed].join()).toBeLessThan(2e-5);
        expect(vectorNorm(ours)).toBeGreaterThan(1e-9);
        norms.add(vectorNorm(ours));
        ours.forEach((value, i) => (sums[0][i] += value));
        theirs.forEach((value, i) => (sums[1][i] += value));
      }
      expect(norms.size).toBe(8);
      const {expression, input} = network;
      const {inputGradient} = await referencePass(expression, input, {state, images, labels});
      for (const sum of sums) expect(relativeError(Float32Array.from(sum), inputGradient)).toBeLessThan(1e-5);
      plan.model.dispose();
      reference.model.dispose();
    });
  }

  test("in a linear network of four blocks F(x) = w·x is the product of w over the blocks that are crossed", async () => {
    const weights = [0.5, 2, 0.25, 3];
    const {network, state} = linear(weights);
    for (const path of ["plan", "reference"] as const) {
      const subject = await subjectOf(network, {state, executor: path});
      const base = await pathGradient(subject, new Set(), {images, labels});
      for (const crossed of allPaths([...subject.gates.keys()])) {
        const factor = weights.reduce(
          (product, w, i) => (crossed.has(`layer1.${i}`) ? product * w : product),
          1
        );
        const gradient = await pathGradient(subject, crossed, {images, labels});
        expect(
          relativeError(
            gradient,
            base.map((value) => factor * value)
          )
        ).toBeLessThan(1e-6);
      }
      for (const [block, gate] of subject.gates) subject.model.setGate(block, gate);
      const whole = await subject.model.inputGradient(images, labels);
      const all = weights.reduce((product, w) => product * (1 + w), 1);
      expect(
        relativeError(
          whole,
          base.map((value) => all * value)
        )
      ).toBeLessThan(1e-6);
      subject.model.dispose();
    }
  });

  test("of a network trained with stochastic depth adds up to the gradient of F times its probability", async () => {
    const network = net();
    const state = await trainedState(network);
    const subject = await subjectOf(network, {state, survival: 0.4});
    const sum = new Float64Array(images.length);
    for (const crossed of allPaths([...subject.gates.keys()])) {
      const gradient = await pathGradient(subject, crossed, {images, labels});
      gradient.forEach((value, i) => (sum[i] += value));
    }
    for (const [block, gate] of subject.gates) subject.model.setGate(block, gate);
    const whole = await subject.model.inputGradient(images, labels);
    expect([...subject.gates.values()].map(({residual}) => residual)).toEqual([0.8, 0.6, 0.4].map(near));
    expect(relativeError(Float32Array.from(sum), whole)).toBeLessThan(1e-5);
    subject.model.dispose();
  });
});

describe("samplePaths(blocks, wish, seed)", () => {
  const blocks = ["a", "b", "c", "d"];

  test("are as many of each length as wished, one length after the other in each round", () => {
    const paths = samplePaths(blocks, {samples: 3}, 1);
    expect(paths.map(({size}) => size)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
    expect(samplePaths(blocks, {samples: 2, lengths: [3, 1]}, 1).map(({size}) => size)).toEqual([3, 1, 3, 1]);
    expect(samplePaths(blocks, {}, 1)).toHaveLength(50);
  });

  test("reach all paths of a length alike, and hang on the seed", () => {
    const paths = samplePaths(blocks, {samples: 1200, lengths: [2]}, 1).map((path) =>
      [...path].sort().join("")
    );
    const counts = ["ab", "ac", "ad", "bc", "bd", "cd"].map(
      (pair) => paths.filter((path) => path === pair).length
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(1200);
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(60); // over 4 deviations
    expect(samplePaths(blocks, {}, 1)).toEqual(samplePaths(blocks, {}, 1));
    expect(samplePaths(blocks, {}, 2)).not.toEqual(samplePaths(blocks, {}, 1));
  });

  test("are drawn anew for each length: those of one round are not parts of one another", () => {
    const many = Array.from({length: 30}, (_, i) => String(i));
    const [short, long] = samplePaths(many, {samples: 1, lengths: [15, 16]}, 1);
    expect([...short].some((block) => !long.has(block))).toBe(true);
  });

  test("throw where no path can be chosen", () => {
    expect(() => samplePaths([], {}, 1)).toThrow("without shortcuts there is one path only");
    expect(() => samplePaths(blocks, {lengths: [5]}, 1)).toThrow(
      "invalid length: 5; it must be an integer from 0 to 4"
    );
    expect(() => samplePaths(blocks, {samples: 0}, 1)).toThrow(
      "invalid samples: 0; it must be an integer from 1 to 10,000"
    );
  });
});

describe("pathGradients(subject, dataset)", () => {
  test("is the norm of each path's gradient on a batch of its own, as told on the way", async () => {
    const network = net();
    const subject = await subjectOf(network, {state: await trainedState(network)});
    const told: PathGradient[] = [];
    const progress: string[] = [];
    const rows = await pathGradients(
      subject,
      dataset,
      {batch, seed: 7, samples: 2},
      {
        onProgress({done, total, rows}) {
          told.push(...rows);
          progress.push(`${done}/${total}`);
        }
      }
    );
    expect(rows.map(({length}) => length)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    expect(told).toEqual(rows);
    expect([progress[0], progress.at(-1)]).toEqual(["1/8", "8/8"]);
    const batches = createBatches(dataset, {batch, seed: 7});
    const paths = samplePaths([...subject.gates.keys()], {samples: 2}, 7);
    for (const i of [0, 3, 5, 7])
      expect(rows[i].norm).toBeCloseTo(vectorNorm(await pathGradient(subject, paths[i], batches.at(i))), 6);
    expect(new Set(rows.map(({norm}) => norm)).size).toBe(8);
    subject.model.dispose();
  });

  test("stops between two paths if cancelled, and opens all gates again", async () => {
    const network = net();
    const subject = await subjectOf(network, {state: await trainedState(network)});
    const inputGradient = vi.spyOn(subject.model, "inputGradient");
    const setGate = vi.spyOn(subject.model, "setGate");
    const cancelled = () => inputGradient.mock.calls.length === 3;
    await expect(pathGradients(subject, dataset, {batch, seed: 1}, {cancelled})).rejects.toThrow(
      "the analysis was stopped"
    );
    expect(inputGradient).toHaveBeenCalledTimes(3);
    expect(setGate.mock.calls.slice(-3)).toEqual(
      ["layer1.0", "layer2.0", "layer3.0"].map((block) => [block, {residual: 1, shortcut: 1}])
    );
    subject.model.dispose();
  });
});

function near(value: number): unknown {
  return expect.closeTo(value, 12);
}
