import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import type {ModelState} from "../../components/experiment/modelState.js";
import {forward} from "../../components/model/forward.js";
import type {Gate} from "../../components/model/gate.js";
import {createModel, type Model} from "../../components/model/model.js";
import {group, sequence, sum} from "../../components/network/expression.js";
import {conv, globalAveragePool, identity, norm, relu} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {parameters} from "../../components/network/parameters.js";
import {openBackend} from "../../components/worker/backend.js";
import {stateOf} from "../plan/referencePass.js";
import {withoutResidual} from "../plan/withoutResidual.js";
import {numbers, relativeError} from "./numbers.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};
const labels = Int32Array.of(0, 1, 2, 3);
const images = numbers(4 * 8 * 8 * 3);
const dropping: Gate = {residual: 0, shortcut: 1};

function network(options: NamedOptions = {}) {
  return namedNetwork("cifar-resnet-8", {width: 2, size: 8, ...options});
}

/** Gradients of a batch, the images' own among them, as "". */
async function gradientsOf(model: Model): Promise<ModelState> {
  const x = tf.tensor4d(images, [4, 8, 8, 3]);
  const given = model.gradients(x, (y) => tf.sum(tf.square(y)), {withInput: true});
  const values: ModelState = {"": await given.inputGradient!.data<"float32">()};
  for (const [name, gradient] of given.gradients) values[name] = await gradient.data<"float32">();
  tf.dispose([x, given.output, given.loss, given.inputGradient!, ...given.gradients.values()]);
  return values;
}

describe.each(["cpu", "wasm"] as const)(
  "a residual function of which its gate leaves nothing, on %s",
  (backend) => {
    beforeAll(async () => {
      await openBackend({only: backend});
    });

    const kinds: NamedOptions[] = [
      {},
      {shortcut: "B"},
      {preActivation: true, shortcut: "B"},
      {norm: false},
      {order: "normAfterAddition"}
    ];
    for (const options of kinds) {
      test(`has gradients of 0, and the others are those of the network without it: ${JSON.stringify(options)}`, async () => {
        const {expression, input} = network(options);
        const blocks = ["layer1.0", "layer2.0"];
        const model = createModel(expression, input, {seed: 3});
        const without = createModel(withoutResidual(expression, blocks), input);
        without.load(stateOf(without.specs, await model.state()));
        for (const block of blocks) model.setGate(block, dropping);
        const [ours, theirs] = [await gradientsOf(model), await gradientsOf(without)];
        for (const [name, gradient] of Object.entries(ours)) {
          if (name in theirs) expect(relativeError(gradient, theirs[name]), name).toBeLessThan(1e-6);
          else expect(gradient, name).toEqual(new Float32Array(gradient.length));
        }
        expect(Object.keys(ours).length).toBeGreaterThan(Object.keys(theirs).length);
        const [after, expected] = [await model.state(), await without.state()]; // running statistics have moved
        for (const {name} of without.specs) expect(after[name], name).toEqual(expected[name]);
        model.dispose();
        without.dispose();
      });
    }

    test("is not computed, in training and in evaluation", () => {
      const {expression, input} = network();
      const asked = new Set<string>();
      const shapes = new Map(parameters(expression, input).map(({name, shape}) => [name, shape]));
      const x = tf.tensor4d(images, [4, 8, 8, 3]);
      for (const training of [true, false]) {
        asked.clear();
        tf.tidy(() =>
          forward(expression, x, {
            training,
            gate: (block) => (block === "layer2.0" ? dropping : {residual: 1, shortcut: 1}),
            parameter(name) {
              asked.add(name);
              return tf.ones([...shapes.get(name)!]);
            }
          })
        );
        expect([...asked].filter((name) => name.startsWith("layer2.0."))).toEqual([]);
        expect(asked.size).toBe(
          [...shapes.keys()].filter(
            (name) => !name.startsWith("layer2.0.") && (!training || !name.includes("running"))
          ).length
        );
      }
      x.dispose();
    });

    test("leaves other layers their names, also those that are counted", async () => {
      const [f, first, last] = [sequence(conv(3, 3), norm(), relu(), conv(3, 3)), conv(3, 1), conv(4, 1)];
      const block = sum(group(f, {role: "residual"}), group(identity(), {role: "shortcut"}));
      const model = createModel(sequence(first, block, last, globalAveragePool()), [8, 8, 3]);
      expect(model.blocks).toEqual([""]);
      model.setGate("", dropping);
      const before = await model.state();
      await model.step(images, labels, sgd);
      const after = await model.state();
      const moved = model.specs.filter(({name}) => relativeError(after[name], before[name]) > 1e-3);
      expect(moved.map(({name}) => name)).toEqual(["conv.weight", "conv_4.weight"]);
      model.dispose();
    });

    test("is computed where only one of its ways is closed, or evaluation wants it", async () => {
      const {expression, input} = network();
      const model = createModel(expression, input, {seed: 3});
      const statistic = async () => (await model.state())["layer2.0.bn2.running_mean"];
      const gates: [moves: boolean, gate: Gate][] = [
        [true, {...dropping, residualBack: 1}],
        [true, {residual: 1, shortcut: 1, residualBack: 0}],
        [false, {...dropping, residualTest: 0.5}]
      ];
      for (const [moves, gate] of gates) {
        const before = await statistic();
        model.setGate("layer2.0", gate);
        await model.step(images, labels, {...sgd, learningRate: 0});
        if (moves) expect(await statistic()).not.toEqual(before);
        else expect(await statistic()).toEqual(before);
      }
      const half = await model.evaluate(images, labels);
      model.setGate("layer2.0", dropping);
      expect((await model.evaluate(images, labels)).lossNats).not.toBeCloseTo(half.lossNats, 6);
      model.dispose();
    });

    test("is measured all the same, and holds no tensors", async () => {
      const {expression, input} = network();
      const model = createModel(expression, input, {seed: 3});
      model.setGate("layer1.0", dropping);
      await model.step(images, labels, sgd);
      const before = tf.memory().numTensors;
      await model.step(images, labels, {...sgd, measured: true});
      const {responses, gradientNorms} = await model.measure();
      expect(responses.map(({residual}) => residual > 0)).toEqual([true, true, true]);
      expect(gradientNorms.get("layer1.0.conv1.weight")).toBe(0);
      expect(gradientNorms.get("layer2.0.conv1.weight")).toBeGreaterThan(0);
      expect(tf.memory().numTensors).toBe(before);
      model.dispose();
    });
  }
);
