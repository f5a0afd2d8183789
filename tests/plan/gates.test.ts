import {beforeAll, describe, expect, test} from "vitest";
import type {Gate} from "../../components/model/gate.js";
import {createModel} from "../../components/model/model.js";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {type Expression, label, sequence} from "../../components/network/expression.js";
import {dense, globalAveragePool} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import type {Volume} from "../../components/network/shapes.js";
import type {PlanModel} from "../../components/plan/planModel.js";
import {openBackend} from "../../components/worker/backend.js";
import {relativeError} from "../model/numbers.js";
import {randomBatch} from "./randomBatch.js";
import {referencePass, stateOf} from "./referencePass.js";
import {createWasmModel} from "./wasmModel.js";
import {withoutResidual} from "./withoutResidual.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};

/** How blocks join their branches; each is a net with blocks of its own kind. */
const kinds: [title: string, options: NamedOptions][] = [
  ["option A", {}],
  ["option B", {shortcut: "B"}],
  ["option C, λ = 0.7", {shortcut: "C", shortcutScale: 0.7}],
  ["pre-activation, option A", {preActivation: true}],
  ["pre-activation, option B, λ = 0.7", {preActivation: true, shortcut: "B", shortcutScale: 0.7}],
  ["normalization after addition", {order: "normAfterAddition"}],
  [
    "ReLU before addition, option B, λ = 0.7",
    {order: "reluBeforeAddition", shortcut: "B", shortcutScale: 0.7}
  ],
  ["ReLU-only pre-activation", {order: "reluOnlyPreActivation"}],
  ["no normalization", {norm: false}]
];

beforeAll(async () => {
  await openBackend({only: "cpu"}); // for the reference executor
});

function network(options: NamedOptions, depth = 8) {
  return namedNetwork(`cifar-resnet-${depth}`, {width: 4, size: 8, ...options});
}

/** Sets the gates of all blocks. */
function setGates(model: PlanModel, gate: Gate): void {
  for (const block of model.plan.blocks) model.setGate(block, gate);
}

/** Takes the gradients of a batch, without a step. */
async function differentiate(model: PlanModel, images: Float32Array, labels: Int32Array) {
  const {plan, machine} = model;
  const {images: x, labels: y, metrics, inputGradient} = plan.tensors;
  machine.write(x, images);
  machine.write(y, labels);
  const all = {name: "gradients", space: "gradients", offset: 0, size: plan.layout.size} as const;
  const read = [metrics, all, ...(inputGradient ? [inputGradient] : [])];
  const [[lossNats], gradients, ofInput] = await machine.run(plan.differentiate, read);
  return {
    lossNats,
    inputGradient: ofInput,
    gradient(name: string): Float32Array {
      const {offset, size} = plan.layout.place(name);
      return gradients.subarray(offset, offset + size);
    }
  };
}

describe("setGate(block, gate)", () => {
  for (const [title, options] of kinds) {
    test(`with residual 0 evaluates the network without the block's residual function: ${title}`, async () => {
      const {expression, input} = network(options, 14);
      const model = await createWasmModel(expression, input);
      for (let seed = 1; seed <= 2; seed++) {
        const {images, labels} = randomBatch(4, input, {seed});
        await model.step(images, labels, sgd);
      }
      const {images, labels} = randomBatch(6, input, {seed: 9});
      const whole = await model.evaluate(images, labels);
      for (const deleted of [["layer1.1"], ["layer2.0"], ["layer1.0", "layer3.1"]]) {
        for (const block of deleted) model.setGate(block, {residual: 0, shortcut: 1});
        const reference = createModel(withoutResidual(expression, deleted, ""), input);
        reference.load(stateOf(reference.specs, await model.state()));
        const [ours, theirs] = [
          await model.evaluate(images, labels),
          await reference.evaluate(images, labels)
        ];
        expect(ours.lossNats, deleted.join()).toBeCloseTo(theirs.lossNats, 4);
        expect(ours.errors, deleted.join()).toBe(theirs.errors);
        expect(Math.abs(ours.lossNats - whole.lossNats)).toBeGreaterThan(1e-3);
        for (const block of deleted) model.setGate(block, {residual: 1, shortcut: 1});
        reference.dispose();
      }
      expect(await model.evaluate(images, labels)).toEqual(whole);
    });
  }

  for (const options of [{}, {shortcut: "B"}, {preActivation: true}] as NamedOptions[]) {
    test(`with shortcut 0.5 differentiates the network of λ = 0.5: ${JSON.stringify(options)}`, async () => {
      const {expression, input} = network(options);
      const model = await createWasmModel(expression, input, {withInput: true});
      setGates(model, {residual: 1, shortcut: 0.5});
      const {images, labels} = randomBatch(4, input);
      const state = await model.state();
      const ours = await differentiate(model, images, labels);
      const scaled = network({...options, shortcutScale: 0.5}).expression;
      const theirs = await referencePass(scaled, input, {state, images, labels});
      expect(ours.lossNats).toBeCloseTo(theirs.lossNats, 5);
      expect(relativeError(ours.inputGradient, theirs.inputGradient)).toBeLessThan(1e-4);
      for (const [name, gradient] of theirs.gradients) {
        if (Math.hypot(...gradient) > 1e-6)
          expect(relativeError(ours.gradient(name), gradient), name).toBeLessThan(1e-4);
      }
    });
  }

  test("changes what a step learns from the next step on", async () => {
    const {expression, input} = network({});
    const [gated, whole] = [
      await createWasmModel(expression, input),
      await createWasmModel(expression, input)
    ];
    const {images, labels} = randomBatch(4, input);
    expect(await gated.step(images, labels, sgd)).toEqual(await whole.step(images, labels, sgd));
    gated.setGate("layer2.0", {residual: 0, shortcut: 1});
    const before = await gated.state();
    expect(await gated.step(images, labels, sgd)).not.toEqual(await whole.step(images, labels, sgd));
    const after = await gated.state();
    const velocity = "velocity:layer2.0.conv2.weight";
    const left = before[velocity].map((v, i) => 0.9 * v + 1e-4 * before["layer2.0.conv2.weight"][i]);
    expect(relativeError(after[velocity], left)).toBeLessThan(1e-6); // no gradient but the weight decay's
  });

  test("throws on a block that the network does not have", async () => {
    const {expression, input} = network({});
    const model = await createWasmModel(expression, input);
    expect(() => model.setGate("layer4.0", {residual: 1, shortcut: 1})).toThrow("unknown block: layer4.0");
  });
});

describe("setGate(block, {residualBack, shortcutBack})", () => {
  const both = {residual: 1, shortcut: 1};

  test("leaves the loss as it is", async () => {
    const {expression, input} = network({});
    const model = await createWasmModel(expression, input);
    const {images, labels} = randomBatch(4, input);
    const {lossNats} = await differentiate(model, images, labels);
    setGates(model, {...both, residualBack: 0, shortcutBack: 3});
    expect((await differentiate(model, images, labels)).lossNats).toBe(lossNats);
  });

  test("with residualBack 0 in all blocks leaves the gradient of the path of shortcuts alone", async () => {
    const input: Volume = [4, 4, 6];
    const body = sequence(
      ...["one", "two", "three"].map((name) => label(name, basicBlock(6, 6, {preActivation: true})))
    );
    const head = sequence(label("pool", globalAveragePool()), label("fc", dense(10)));
    const model = await createWasmModel(sequence(body, head), input, {withInput: true});
    setGates(model, {...both, residualBack: 0});
    const {images, labels} = randomBatch(4, input);
    const ours = await differentiate(model, images, labels);
    const state = await model.state();
    const {output: features} = await referencePass(body, input, {state, images});
    const {inputGradient} = await referencePass(head, input, {state, images: features, labels});
    expect(relativeError(ours.inputGradient, inputGradient)).toBeLessThan(1e-5);
    expect(ours.gradient("two.conv1.weight")).toEqual(new Float32Array(6 * 6 * 9));
  });

  test("with residualBack 0 leaves the parameters of its block without gradient, and no others", async () => {
    const {expression, input} = network({shortcut: "B"});
    const model = await createWasmModel(expression, input);
    model.setGate("layer2.0", {...both, residualBack: 0});
    const {images, labels} = randomBatch(4, input);
    const {gradient} = await differentiate(model, images, labels);
    const without = model.plan.specs
      .filter(({trainable, name}) => trainable && gradient(name).every((value) => value === 0))
      .map(({name}) => name);
    const parts = ["conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight", "bn2.weight", "bn2.bias"];
    expect(without).toEqual(parts.map((part) => `layer2.0.${part}`));
  });

  for (const [title, options] of kinds) {
    test(`the gradients of all 2ⁿ paths add up to the input's gradient: ${title}`, async () => {
      const {expression, input} = network(options);
      const {sum, paths, whole} = await gradientsOfPaths(expression, input);
      expect(paths.length).toBe(8);
      for (const path of paths) expect(Math.hypot(...path)).toBeGreaterThan(1e-9);
      expect(new Set(paths.map((path) => path.join())).size).toBe(8);
      expect(relativeError(sum, whole)).toBeLessThan(1e-4);
    });
  }
});

/** The input's gradient through one branch only of every block, for each choice of branches; their sum; and all at once. */
async function gradientsOfPaths(expression: Expression, input: Volume) {
  const model = await createWasmModel(expression, input, {withInput: true});
  const {blocks} = model.plan;
  const {images, labels} = randomBatch(4, input);
  const state = await model.state();
  const {inputGradient: whole} = await referencePass(expression, input, {state, images, labels});
  const paths: Float32Array[] = [];
  for (let choice = 0; choice < 2 ** blocks.length; choice++) {
    blocks.forEach((block, i) => {
      const residualBack = (choice >> i) & 1;
      model.setGate(block, {residual: 1, shortcut: 1, residualBack, shortcutBack: 1 - residualBack});
    });
    paths.push((await differentiate(model, images, labels)).inputGradient);
  }
  const sum = paths[0].map((_, i) => paths.reduce((total, path) => total + path[i], 0));
  return {sum, paths, whole};
}
