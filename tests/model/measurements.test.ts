import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {forward} from "../../components/model/forward.js";
import {deviations, vectorNorm} from "../../components/model/measurements.js";
import {createModel, type Model} from "../../components/model/model.js";
import {label} from "../../components/network/expression.js";
import {norm as normalization} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {parameters} from "../../components/network/parameters.js";
import {openBackend} from "../../components/worker/backend.js";
import {randomBatch} from "../plan/randomBatch.js";
import {createWasmModel} from "../plan/wasmModel.js";
import {numbers, relativeError} from "./numbers.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};
const measuredSgd = {...sgd, measured: true};

beforeAll(async () => {
  await openBackend({only: "cpu"});
});

function tiny(name = "cifar-resnet-8", options: NamedOptions = {}) {
  const {expression, input} = namedNetwork(name, {width: 4, size: 8, ...options});
  return {expression, input, model: createModel(expression, input, {seed: 7}), ...randomBatch(4, input)};
}

function deviationOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function imagesOf(images: Float32Array, {input}: Model): tf.Tensor4D {
  const size = input[0] * input[1] * input[2];
  return tf.tensor4d(images, [images.length / size, ...input]);
}

describe("deviations(specs, valuesOf)", () => {
  test("are those of what a normalization gives out, over batch, positions and channels", async () => {
    const network = label("bn", normalization());
    const values = {
      "bn.weight": Float32Array.of(0.5, -2, 1.25),
      "bn.bias": Float32Array.of(1, -0.75, 3)
    };
    const given = tf.tidy(() => {
      const x = tf.add(tf.mul(tf.tensor4d(numbers(480), [10, 4, 4, 3]), [3, 9, 20]), [1, -5, 0]);
      const parameter = (name: string) => tf.tensor1d(values[name as keyof typeof values]);
      return forward(network, x as tf.Tensor4D, {parameter, training: true});
    });
    const found = deviations(parameters(network, [4, 4, 3]), (name) => values[name as keyof typeof values]);
    expect([...found.keys()]).toEqual(["bn"]);
    expect(found.get("bn")).toBeCloseTo(deviationOf(await given.data<"float32">()), 4);
    given.dispose();
  });

  test("are of every normalization, in the order of a forward pass, and of no other layer", () => {
    const {expression, input} = namedNetwork("cifar-resnet-8", {width: 2, shortcut: "B"});
    const specs = parameters(expression, input);
    const sizes = new Map(specs.map(({name, shape}) => [name, shape[0]]));
    const found = deviations(specs, (name) => new Float32Array(sizes.get(name)!).fill(3));
    expect([...found.keys()]).toEqual(
      specs.filter(({kind}) => kind === "gamma").map(({layerName}) => layerName)
    );
    expect([...found.keys()]).toContain("layer2.0.downsample.1");
    expect(new Set(found.values())).toEqual(new Set([3])); // β is the same in all channels
  });
});

test("vectorNorm(values) is their length as a vector", () => {
  expect(vectorNorm(Float32Array.of(2, -3, 6))).toBe(7);
  expect(vectorNorm(new Float32Array(0))).toBe(0);
});

describe("measure()", () => {
  const networks: [title: string, name: string, options: NamedOptions][] = [
    ["identity", "cifar-resnet-8", {}],
    ["option B", "cifar-resnet-8", {shortcut: "B"}],
    ["λ = 0.5", "cifar-resnet-14", {shortcutScale: 0.5}],
    ["option C and λ = 0.7", "cifar-resnet-8", {shortcut: "C", shortcutScale: 0.7}],
    ["no normalization", "cifar-resnet-8", {norm: false}],
    ["pre-activation", "cifar-resnet-14", {order: "preActivation", shortcut: "B"}],
    ["normalization after addition", "cifar-resnet-8", {order: "normAfterAddition"}],
    ["three layers a block", "cifar-resnet-20", {layersPerBlock: 3, zeroInitResidual: true}],
    ["plain", "cifar-plain-8", {}]
  ];
  for (const [title, name, options] of networks) {
    test(`gives what the plan gives: ${title}`, async () => {
      const {expression, input, model, images, labels} = tiny(name, options);
      const plan = await createWasmModel(expression, input);
      for (const one of [model, plan]) {
        await one.step(images, labels, sgd);
        await one.step(images, labels, measuredSgd);
      }
      const [found, expected] = [await model.measure(), await plan.measure()];
      for (const part of ["gradientNorms", "deviations"] as const) {
        expect([...found[part].keys()]).toEqual([...expected[part].keys()]);
        expect(relativeError([...found[part].values(), 1], [...expected[part].values(), 1])).toBeLessThan(
          1e-4
        );
      }
      expect(found.responses.map(({block}) => block)).toEqual(expected.responses.map(({block}) => block));
      for (const [i, {block, residual, shortcut}] of found.responses.entries()) {
        const sizes = [expected.responses[i].residual, expected.responses[i].shortcut];
        expect(relativeError([residual, shortcut], sizes), block).toBeLessThan(1e-4);
      }
      model.dispose();
      plan.dispose();
    });
  }

  test("has one gradient a parameter, one response a block, none of a plain network", async () => {
    const residual = tiny("cifar-resnet-14");
    await residual.model.step(residual.images, residual.labels, measuredSgd);
    const found = await residual.model.measure();
    const trained = residual.model.specs.filter(({trainable}) => trainable);
    expect([...found.gradientNorms.keys()]).toEqual(trained.map(({name}) => name));
    expect(found.responses.map(({block}) => block)).toEqual(
      [1, 2, 3].flatMap((stage) => [0, 1].map((i) => `layer${stage}.${i}`))
    );
    const plain = tiny("cifar-plain-14");
    await plain.model.step(plain.images, plain.labels, measuredSgd);
    expect((await plain.model.measure()).responses).toEqual([]);
    residual.model.dispose();
    plain.model.dispose();
  });

  test("leaves no trace: state, and the next step, are the same", async () => {
    const [one, other] = [tiny(), tiny()];
    const {images, labels} = one;
    await one.model.step(images, labels, measuredSgd);
    await one.model.measure();
    await other.model.step(images, labels, sgd);
    expect(await one.model.state()).toEqual(await other.model.state());
    expect(await one.model.step(images, labels, sgd)).toEqual(await other.model.step(images, labels, sgd));
    one.model.dispose();
    other.model.dispose();
  });

  test("throws unless the last step was taken with measured, and a second time", async () => {
    const {model, images, labels} = tiny();
    const message = "nothing to measure; the last step was taken without measured";
    await expect(model.measure()).rejects.toThrow(message);
    await model.step(images, labels, measuredSgd);
    await model.step(images, labels, sgd);
    await expect(model.measure()).rejects.toThrow(message);
    await model.step(images, labels, measuredSgd);
    await model.measure();
    await expect(model.measure()).rejects.toThrow(message);
    model.dispose();
  });

  test("measures its own step, also if another one begins before all is read", async () => {
    const [one, other] = [tiny(), tiny()];
    const {images, labels} = one;
    await one.model.step(images, labels, measuredSgd);
    const alone = await one.model.measure();
    const first = other.model.step(images, labels, measuredSgd);
    const measured = other.model.measure();
    const second = other.model.step(images, labels, {...measuredSgd, learningRate: 0});
    expect(await measured).toEqual(alone);
    await first;
    await second;
    expect((await other.model.measure()).deviations).toEqual(alone.deviations); // the second's own, which moved nothing
    one.model.dispose();
    other.model.dispose();
  });

  test("frees what it needs: after measuring, at the next step if it never measures, and on dispose()", async () => {
    const before = tf.memory().numTensors;
    const {model, images, labels} = tiny();
    const step = (measured: boolean) => model.step(images, labels, {...sgd, measured});
    await step(false);
    const early = tf.memory().numTensors;
    await step(true);
    expect(tf.memory().numTensors).toBe(early + 2); // the batch, and the norms
    await model.measure();
    expect(tf.memory().numTensors).toBe(early);
    await step(true);
    await step(true);
    expect(tf.memory().numTensors).toBe(early + 2);
    await step(false);
    expect(tf.memory().numTensors).toBe(early);
    await step(true);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("calibrate(x)", () => {
  for (const options of [{}, {shortcut: "B", order: "preActivation"}, {norm: false}] as NamedOptions[]) {
    test(`makes predict(x) what a training pass gives: ${JSON.stringify(options)}`, async () => {
      const before = tf.memory().numTensors;
      const {model, expression, images, labels} = tiny("cifar-resnet-8", options);
      await model.step(images, labels, sgd);
      const x = imagesOf(images, model);
      const state = await model.state();
      const counted = tf.memory().numTensors;
      model.calibrate(x);
      expect(tf.memory().numTensors).toBe(counted);
      const calibrated = await model.state();
      const moved = Object.keys(state).filter((name) => relativeError(calibrated[name], state[name]) > 0);
      const statistics = model.specs.filter(({trainable}) => !trainable).map(({name}) => name);
      expect(moved).toEqual(statistics);
      const expected = tf.tidy(() => {
        const parameter = (name: string) => {
          const {shape} = model.specs.find((spec) => spec.name === name)!;
          return tf.tensor(state[name], [...shape]);
        };
        return forward(expression, x, {parameter, training: true});
      });
      const found = model.predict(x);
      expect(relativeError(await found.data(), await expected.data())).toBeLessThan(1e-5);
      tf.dispose([x, found, expected]);
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });
  }
});
