import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import type {ModelState} from "../../components/experiment/modelState.js";
import {createModel} from "../../components/model/model.js";
import {label, sequence} from "../../components/network/expression.js";
import {conv, padChannels, scale, subsample} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import {LookModel} from "../../components/plan/lookModel.js";
import {createLookPlan, type LookPlanOptions} from "../../components/plan/lookPlan.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {createPlan} from "../../components/plan/plan.js";
import {isRun, wholeSums} from "../../components/plan/program.js";
import {openBackend} from "../../components/worker/backend.js";
import {relativeError} from "../model/numbers.js";
import {randomBatch} from "./randomBatch.js";
import {createWasmModel} from "./wasmModel.js";
import {zooKinds} from "./zooKinds.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};
const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, size: 8, shortcut: "B"});

beforeAll(async () => {
  await openBackend({only: "cpu"}); // for the reference executor
});

async function createLook(
  network = expression,
  size = input,
  {state, ...options}: Partial<LookPlanOptions> & {state?: ModelState} = {}
): Promise<LookModel> {
  const plan = createLookPlan(network, size, {batch: 4, parts: wholeSums, ...options});
  const model = new LookModel(plan, await createWasmMachine(plan, {build: "exact"}));
  model.load(state ?? (await stateOf(network, size)));
  return model;
}

/** A state after a step, so that running statistics and the optimiser's slots are not those of the beginning. */
async function stateOf(network = expression, size = input): Promise<ModelState> {
  const model = await createWasmModel(network, size, {seed: 3});
  const {images, labels} = randomBatch(4, size, {seed: 9});
  await model.step(images, labels, sgd);
  return model.state();
}

describe("createLookPlan(network)", () => {
  const at224 = () => createLookPlan(...resnet18(), {batch: 1, parts: wholeSums});
  const resnet18 = () => {
    const {expression, input} = namedNetwork("resnet18");
    return [expression, input] as const;
  };

  test("has no gradients, no slots, and no calls but those of a forward pass", () => {
    const {sizes, look, programs, seldom} = at224();
    expect(Object.keys(sizes).toSorted()).toEqual(
      ["gates", "images", "labels", "metrics", "parameters", "statistics"].toSorted()
    );
    const types = new Set(look.calls.filter((call) => isRun(call)).map(({kernel}) => kernel.type));
    expect(types).toEqual(new Set(["convolution", "normalizeRunning", "maxPool", "globalAveragePool"]));
    expect([...programs, ...seldom].map(({name}) => name)).toEqual(["look", "evaluate"]);
  });

  test("uses the memory of activations again: ResNet-18 at 224×224 needs 3 of its largest", () => {
    const activations = at224().allocation.buffers.reduce((sum, size) => sum + size, 0);
    expect(activations).toBeLessThanOrEqual(3 * 112 * 112 * 64);
    const training = createPlan(...resnet18(), {batch: 1, parts: wholeSums}).allocation.buffers;
    expect(activations).toBeLessThan(0.4 * training.reduce((sum, size) => sum + size, 0));
  });

  test("throws on the name of a part that there is none of, and names those that there are", () => {
    const unknown = () => createLookPlan(expression, input, {batch: 1, parts: wholeSums, read: ["layer9"]});
    expect(unknown).toThrow("unknown activation: layer9; this network's parts are conv1, bn1, ");
  });

  test("moves no running statistics where the batch's own are used", () => {
    const {look} = createLookPlan(expression, input, {batch: 4, parts: wholeSums, statistics: "batch"});
    const written = look.calls.flatMap(({write}) => Object.values(write)).map(({space}) => space);
    expect(new Set(written)).toEqual(new Set(["activations"]));
  });
});

describe("LookModel", () => {
  test("gives what the reference executor predicts, of any number of images", async () => {
    const state = await stateOf();
    const look = await createLook(expression, input, {state});
    const reference = createModel(expression, input);
    reference.load(state);
    for (const count of [1, 4, 6]) {
      const {images} = randomBatch(count, input, {seed: count});
      const expected = tf.tidy(() => reference.predict(tf.tensor4d(images, [count, ...input])));
      const {output} = await look.look(images);
      expect(output).toHaveLength(count * 10);
      expect(relativeError(output, await expected.data())).toBeLessThan(1e-5);
      expected.dispose();
    }
    reference.dispose();
    look.dispose();
  });

  for (const [title, network, size] of zooKinds) {
    test(`evaluates as a model that trains does, and drops nothing: ${title}`, async () => {
      const state = await stateOf(network, size);
      const [look, model] = [await createLook(network, size, {state}), await createWasmModel(network, size)];
      model.load(state);
      const {images, labels} = randomBatch(7, size, {seed: 1});
      expect(await look.evaluate(images, labels)).toEqual(await model.evaluate(images, labels));
    });
  }

  test("goes by the batch's own statistics if it is told so", async () => {
    const state = await stateOf();
    const look = await createLook(expression, input, {state, statistics: "batch"});
    const model = await createWasmModel(expression, input);
    model.load(state);
    const {images, labels} = randomBatch(4, input, {seed: 2});
    const {lossNats} = await look.evaluate(images, labels);
    expect(lossNats).toBeCloseTo((await model.step(images, labels, sgd)).lossNats, 5);
    const some = images.subarray(0, images.length / 4);
    const rule = "invalid images: 1; by batch statistics they come in whole batches of 4";
    await expect(look.look(some)).rejects.toThrow(rule);
  });

  test("reads any part by its name, whatever is computed together with it", async () => {
    const names = ["conv1", "bn1", "layer1.0.bn1", "layer2.0", "layer2.0.conv1", "layer3.0.bn2", "fc"];
    const state = await stateOf();
    const look = await createLook(expression, input, {state, read: names});
    const plain = await createLook(expression, input, {state});
    const {images} = randomBatch(6, input, {seed: 3});
    const {output, read} = await look.look(images);
    expect(relativeError(output, (await plain.look(images)).output)).toBeLessThan(1e-5);
    expect([...read.keys()]).toEqual(names);
    expect(read.get("fc")).toEqual(output);
    for (const {name, volume} of look.plan.readings)
      expect(read.get(name)!.length, name).toBe(6 * volume.reduce((a, b) => a * b));
    // What a part gives is what the network up to it gives.
    const [weight, x] = [state["conv1.weight"], images];
    const first = createModel(label("conv1", conv(4, 3)), input);
    first.load({"conv1.weight": weight});
    const expected = tf.tidy(() => first.predict(tf.tensor4d(x, [6, ...input])));
    expect(relativeError(read.get("conv1")!, await expected.data())).toBeLessThan(1e-5);
    expected.dispose();
    first.dispose();
    const normalized = read.get("bn1")!;
    expect(normalized.some((value) => value < 0)).toBe(true); // before the relu that follows it
  });

  test("reads what is multiplied later, and what nothing else needs", async () => {
    const network = sequence(
      label("half", scale(0.5)),
      label("every", subsample(2)),
      label("wide", padChannels(4))
    );
    const look = await createLook(network, [2, 2, 1], {batch: 1, state: {}, read: ["half", "every"]});
    const {read, output} = await look.look(Float32Array.of(2, 4, 6, 8));
    expect([...read.get("half")!]).toEqual([1, 2, 3, 4]);
    expect([...read.get("every")!]).toEqual([1]);
    expect([...output]).toEqual([1, 0, 0, 0]);
  });

  test("drops residual functions as a model that trains does, except where one is read", async () => {
    const state = await stateOf();
    const model = await createWasmModel(expression, input);
    model.load(state);
    model.setGate("layer2.0", {residual: 0, shortcut: 1});
    const {images, labels} = randomBatch(4, input, {seed: 4});
    const expected = await model.evaluate(images, labels);
    for (const read of [[], ["layer2.0.bn2"]]) {
      const look = await createLook(expression, input, {state, read});
      look.setGate("layer2.0", {residual: 0, shortcut: 1});
      expect((await look.evaluate(images, labels)).lossNats).toBeCloseTo(expected.lossNats, 5);
      const found = (await look.look(images)).read.get("layer2.0.bn2");
      expect(found?.some((value) => value !== 0)).toBe(read.length > 0 ? true : undefined);
    }
  });

  test("refuses what its network has not", async () => {
    const look = await createLook();
    expect(() => look.load({"conv9.weight": new Float32Array(1)})).toThrow("unknown parameter: conv9.weight");
    expect(() => look.load({"conv1.weight": new Float32Array(1)})).toThrow("invalid conv1.weight: 1 values");
    expect(() => look.setGate("layer9", {residual: 1, shortcut: 1})).toThrow("unknown block: layer9");
  });
});
