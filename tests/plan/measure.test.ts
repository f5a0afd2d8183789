import {beforeAll, describe, expect, test} from "vitest";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import type {BlockOptions} from "../../components/network/blocks/block.js";
import {type Expression, label, sequence} from "../../components/network/expression.js";
import {dense, globalAveragePool} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import type {Volume} from "../../components/network/shapes.js";
import {openBackend} from "../../components/worker/backend.js";
import {randomBatch} from "./randomBatch.js";
import {referencePass} from "./referencePass.js";
import {createWasmModel} from "./wasmModel.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};

beforeAll(async () => {
  await openBackend({only: "cpu"}); // for the reference executor
});

/** The branch of a block's sum that has a role. */
function branchOf(block: Expression, role: "residual" | "shortcut"): Expression {
  if (block.type === "group" && block.role === role) return block;
  const parts = block.type === "sequence" ? block.parts : block.type === "sum" ? block.branches : [];
  return parts.map((part) => part && branchOf(part, role)).find((part) => part)!;
}

function rootMeanSquare(values: Float32Array): number {
  return Math.hypot(...values) / Math.sqrt(values.length);
}

describe("measure()", () => {
  for (const options of [{}, {norm: false}, {shortcut: "B"}, {preActivation: true, shortcut: "B"}] as const) {
    test(`gives the norm of every gradient of the last step: ${JSON.stringify(options)}`, async () => {
      const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, size: 8, ...options});
      const model = await createWasmModel(expression, input);
      const {images, labels} = randomBatch(4, input);
      const state = await model.state();
      const {gradients} = await referencePass(expression, input, {state, images, labels});
      await model.step(images, labels, sgd);
      const {gradientNorms} = await model.measure();
      expect([...gradientNorms.keys()]).toEqual([...gradients.keys()]);
      for (const [name, gradient] of gradients) {
        const norm = Math.hypot(...gradient);
        expect(Math.abs(gradientNorms.get(name)! - norm), name).toBeLessThan(1e-4 * norm + 1e-6);
      }
    });
  }

  const blocks: [title: string, inChannels: number, options: BlockOptions][] = [
    ["identity", 8, {}],
    ["λ = 0.5", 8, {shortcutScale: 0.5}],
    ["option A", 4, {stride: 2, shortcut: "A"}],
    ["option B", 4, {stride: 2, shortcut: "B"}],
    ["no normalization", 8, {norm: false}],
    ["pre-activation", 8, {preActivation: true}]
  ];
  for (const [title, inChannels, options] of blocks) {
    test(`gives the size of a block's two branches, with the parameters as they are now: ${title}`, async () => {
      const input: Volume = [6, 6, inChannels];
      const block = basicBlock(inChannels, 8, options);
      const head = sequence(label("pool", globalAveragePool()), label("fc", dense(10)));
      const model = await createWasmModel(sequence(label("block", block), head), input);
      const {images, labels} = randomBatch(4, input);
      await model.step(images, labels, sgd);
      const state = await model.state();
      const {responses} = await model.measure();
      const sizeOf = async (role: "residual" | "shortcut") => {
        const part = label("block", branchOf(block, role));
        const {output} = await referencePass(part, input, {state, images});
        return rootMeanSquare(output);
      };
      expect(responses).toHaveLength(1);
      expect(responses[0].block).toBe("block");
      expect(responses[0].residual).toBeCloseTo(await sizeOf("residual"), 4);
      expect(responses[0].shortcut).toBeCloseTo(await sizeOf("shortcut"), 4);
    });
  }

  test("names every block in order", async () => {
    const {expression, input} = namedNetwork("cifar-resnet-14", {width: 4, size: 8});
    const model = await createWasmModel(expression, input);
    const {images, labels} = randomBatch(4, input);
    await model.step(images, labels, sgd);
    const {responses} = await model.measure();
    expect(responses.map(({block}) => block)).toEqual(model.plan.blocks);
    for (const {residual, shortcut} of responses) {
      expect(residual).toBeGreaterThan(0);
      expect(shortcut).toBeGreaterThan(0);
    }
  });

  test("measures the last step's batch, also if there was an evaluation since", async () => {
    const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, size: 8});
    const model = await createWasmModel(expression, input);
    const [step, other] = [1, 2].map((seed) => randomBatch(4, input, {seed}));
    await model.step(step.images, step.labels, sgd);
    const measured = await model.measure();
    await model.evaluate(other.images, other.labels);
    expect(await model.measure()).toEqual(measured);
  });

  test("leaves no trace: state, and the next step, are the same", async () => {
    const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, size: 8});
    const [measured, other] = [
      await createWasmModel(expression, input),
      await createWasmModel(expression, input)
    ];
    const {images, labels} = randomBatch(4, input);
    for (const model of [measured, other]) await model.step(images, labels, sgd);
    await measured.measure();
    expect(await measured.state()).toEqual(await other.state());
    expect(await measured.step(images, labels, sgd)).toEqual(await other.step(images, labels, sgd));
  });
});
