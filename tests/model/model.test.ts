import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {createModel, type Model} from "../../components/model/model.js";
import {namedNetwork} from "../../components/network/named.js";
import {openBackend} from "../../components/worker/backend.js";
import {numbers, relativeError} from "./numbers.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};
const labels = Int32Array.of(0, 1, 2, 3, 4, 5);

function tiny(name = "cifar-resnet-8", options = {}): {model: Model; images: Float32Array} {
  const {expression, input} = namedNetwork(name, {width: 2, size: 8, ...options});
  const images = numbers(labels.length * input[0] * input[1] * input[2]);
  return {model: createModel(expression, input, {seed: 7}), images};
}

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await openBackend({only: backend});
  });

  const networks: [string, object][] = [
    ["cifar-resnet-8", {}],
    ["cifar-plain-8", {}],
    ["cifar-resnet-8", {norm: false}],
    ["cifar-resnet-8", {preActivation: true, shortcut: "B"}],
    ["cifar-resnext-11-2x2d", {}]
  ];
  for (const [name, options] of networks) {
    test(`step() on one batch lowers the loss of ${name} ${JSON.stringify(options)}`, async () => {
      const {model, images} = tiny(name, options);
      const first = await model.step(images, labels, {...sgd, learningRate: 0.01});
      const second = await model.step(images, labels, {...sgd, learningRate: 0.01});
      expect(second.lossNats).toBeLessThan(first.lossNats);
      model.dispose();
    });
  }

  test("step() holds as many tensors after 200 steps as after 2, and dispose() frees all", async () => {
    const before = tf.memory().numTensors;
    const {model, images} = tiny("cifar-resnet-8", {size: 4});
    const few = images.slice(0, 2 * 4 * 4 * 3);
    const step = () => model.step(few, labels.slice(0, 2), sgd);
    await step();
    await step();
    const early = tf.memory().numTensors;
    for (let i = 2; i < 200; i++) await step();
    expect(tf.memory().numTensors).toBe(early);
    expect(early).toBeGreaterThan(before);
    await model.evaluate(few, labels.slice(0, 2));
    await model.state();
    model.load(await model.state());
    expect(tf.memory().numTensors).toBe(early);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("state() and load() carry a run over exactly: the next step is the same", async () => {
    const {model, images} = tiny();
    await model.step(images, labels, sgd);
    const state = await model.state();
    const copy = structuredClone(state);
    const next = await model.step(images, labels, sgd);
    expect(state).toEqual(copy); // a copy, not a view
    const {model: other} = tiny();
    other.load(state);
    expect(await other.state()).toEqual(state);
    expect(await other.step(images, labels, sgd)).toEqual(next);
    expect(await other.state()).toEqual(await model.state());
    model.dispose();
    other.dispose();
  });

  test("evaluate() gives the loss and errors of predict(), and changes nothing", async () => {
    const {model, images} = tiny();
    await model.step(images, labels, sgd);
    const before = await model.state();
    const {lossNats, errors} = await model.evaluate(images, labels);
    const logits = tf.tidy(() => tf.reshape(model.predict(tf.tensor4d(images, [6, 8, 8, 3])), [6, 10]));
    const rows = (await logits.array()) as number[][];
    const loss = rows.map(
      (row, i) => Math.log(row.reduce((sum, v) => sum + Math.exp(v), 0)) - row[labels[i]]
    );
    expect(lossNats).toBeCloseTo(loss.reduce((a, b) => a + b) / 6, 5);
    expect(errors).toBe(rows.filter((row, i) => row.indexOf(Math.max(...row)) !== labels[i]).length);
    expect(await model.state()).toEqual(before);
    logits.dispose();
    model.dispose();
  });
});

test("createModel(seed) gives the same values for a seed, others for another", async () => {
  const {expression, input} = namedNetwork("cifar-resnet-8", {width: 2, size: 8});
  const [a, b, c] = [1, 1, 2].map((seed) => createModel(expression, input, {seed}));
  expect(await a.state()).toEqual(await b.state());
  expect((await a.state())["conv1.weight"]).not.toEqual((await c.state())["conv1.weight"]);
  for (const model of [a, b, c]) model.dispose();
});

test("state() names every parameter, running statistic and velocity", async () => {
  const {model} = tiny();
  const names = Object.keys(await model.state());
  const trainable = model.specs.filter((spec) => spec.trainable).map(({name}) => `velocity:${name}`);
  expect(names).toEqual([...model.specs.map(({name}) => name), ...trainable]);
  model.dispose();
});

test("load() refuses unknown names and wrong sizes, and keeps what a state does not hold", async () => {
  const {model} = tiny();
  const before = await model.state();
  expect(() => model.load({"layer9.weight": new Float32Array(1)})).toThrow(
    "unknown parameter: layer9.weight; this network has no such parameter"
  );
  expect(() => model.load({"velocity:bn1.running_mean": new Float32Array(2)})).toThrow(
    "unknown parameter: velocity:bn1.running_mean"
  );
  expect(() => model.load({"conv1.weight": new Float32Array(3)})).toThrow(
    "invalid conv1.weight: 3 values; its shape is 3×3×3×2"
  );
  model.load({"fc.bias": new Float32Array(10).fill(2)});
  expect(await model.state()).toEqual({...before, "fc.bias": new Float32Array(10).fill(2)});
  model.dispose();
});

test("step() moves the parameters by the gradients that gradients() gives", async () => {
  const {model, images} = tiny();
  const before = await model.state();
  const x = tf.tensor4d(images, [6, 8, 8, 3]);
  const {output, loss, gradients} = model.gradients(x, (y) => {
    const logs = tf.logSoftmax(tf.reshape(y, [6, 10]) as tf.Tensor2D);
    const chosen = tf.sum(tf.mul(logs, tf.oneHot(tf.tensor1d(labels, "int32"), 10)), 1);
    return tf.neg(tf.mean(chosen)) as tf.Scalar;
  });
  const expected = await gradients.get("layer2.0.conv1.weight")!.data();
  const given = (await loss.data())[0];
  model.load(before);
  const {lossNats} = await model.step(images, labels, {learningRate: 0.5, momentum: 0.9, weightDecay: 0});
  const after = (await model.state())["layer2.0.conv1.weight"];
  const moved = before["layer2.0.conv1.weight"].map((value, i) => (value - after[i]) / 0.5);
  expect(lossNats).toBeCloseTo(given, 6);
  expect(relativeError(moved, expected)).toBeLessThan(1e-4);
  tf.dispose([x, output, loss, ...gradients.values()]);
  model.dispose();
});
