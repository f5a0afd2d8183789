import {afterEach, describe, expect, test, vi} from "vitest";
import type {ModelState} from "../../../components/experiment/modelState.js";
import {namedNetwork} from "../../../components/network/named.js";
import {createWasmMachine} from "../../../components/plan/machines/wasm/wasmMachine.js";
import {wasmParts} from "../../../components/plan/machines/wasm/wasmParts.js";
import {createPlan} from "../../../components/plan/plan.js";
import {PlanModel} from "../../../components/plan/planModel.js";
import {createNodeThread} from "../../../scripts/bench/nodeThread.js";
import {randomBatch} from "../randomBatch.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};
interface Trained {
  losses: number[];
  state: ModelState;
}

const open: PlanModel[] = [];

/** Returns a network on so many threads. */
async function modelOn(
  threads: number,
  [name, options, batch]: (typeof networks)[number]
): Promise<PlanModel> {
  const {expression, input} = namedNetwork(name, options);
  const plan = createPlan(expression, input, {batch, parts: wasmParts});
  const machine = await createWasmMachine(plan, {build: "exact", threads, createThread: createNodeThread});
  expect(machine.threads).toBe(threads);
  const model = new PlanModel(plan, machine, 3);
  open.push(model);
  return model;
}

/** Three steps, of which the second drops a residual function if there is one; then what was learned, and a test. */
async function train(model: PlanModel): Promise<Trained> {
  const {batch, input} = model.plan;
  const losses: number[] = [];
  for (const seed of [1, 2, 3]) {
    const [block] = model.blocks;
    if (block) model.setGate(block, {residual: seed === 2 ? 0 : 1, shortcut: 1});
    const {images, labels} = randomBatch(batch, input, {seed});
    losses.push((await model.step(images, labels, sgd)).lossNats);
  }
  const {images, labels} = randomBatch(batch, input, {seed: 4});
  losses.push((await model.evaluate(images, labels)).lossNats);
  return {losses, state: await model.state()};
}

/** Returns the names of what two trainings do not have the same bits of. */
function differences(one: Trained, other: Trained): string[] {
  const names = Object.keys(other.state).filter((name) =>
    one.state[name].some((value, i) => !Object.is(value, other.state[name][i]))
  );
  return [...names, ...(one.losses.join() === other.losses.join() ? [] : ["losses"])];
}

const networks: [name: string, options: object, batch: number][] = [
  ["cifar-resnet-8", {width: 8, size: 16}, 16],
  ["cifar-resnet-8", {width: 5, size: 32, shortcut: "B", activation: "tanh"}, 7],
  ["cifar-resnet-8", {width: 32, size: 16, shortcut: "C", preActivation: true}, 5],
  ["cifar-resnext-11-2x4d", {width: 8, size: 32}, 5],
  ["cifar-plain-8", {width: 8, size: 32, norm: false}, 2]
];

describe("createWasmMachine(plan, {threads})", () => {
  afterEach(() => {
    for (const model of open.splice(0)) model.dispose();
  });

  for (const network of networks) {
    test(`gives the same bits on 1, 2 and 3 threads: ${network[0]} ${JSON.stringify(network[1])}`, async () => {
      const [one, two, three] = await Promise.all([1, 2, 3].map((threads) => modelOn(threads, network)));
      const expected = await train(one);
      expect(expected.losses.every(Number.isFinite)).toBe(true);
      expect(differences(await train(two), expected)).toEqual([]);
      expect(differences(await train(three), expected)).toEqual([]);
    });
  }

  test("has one thread where nothing is large enough to share", async () => {
    const {expression, input} = namedNetwork("cifar-resnet-56", {width: 4, size: 8});
    const plan = createPlan(expression, input, {batch: 2, parts: wasmParts});
    const createThread = vi.fn(createNodeThread);
    const machine = await createWasmMachine(plan, {build: "exact", threads: 2, createThread});
    expect(machine.threads).toBe(1);
    expect(createThread).not.toHaveBeenCalled();
  });

  test("has one thread where no others can be made, and trains", async () => {
    const {expression, input} = namedNetwork("cifar-resnet-8", {width: 8, size: 16});
    const plan = createPlan(expression, input, {batch: 16, parts: wasmParts});
    const createThread = vi.fn(() => {
      throw new Error("no threads here");
    });
    const machine = await createWasmMachine(plan, {build: "exact", threads: 2, createThread});
    expect(createThread).toHaveBeenCalled();
    expect(machine.threads).toBe(1);
    const model = new PlanModel(plan, machine, 3);
    const other = new PlanModel(plan, await createWasmMachine(plan, {build: "exact"}), 3);
    expect(differences(await train(model), await train(other))).toEqual([]);
  });
});
