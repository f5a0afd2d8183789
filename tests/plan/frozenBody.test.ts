import {beforeAll, describe, expect, test} from "vitest";
import {type ModelState, slotOf} from "../../components/experiment/modelState.js";
import {createModel, type Model} from "../../components/model/model.js";
import {namedNetwork} from "../../components/network/named.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {createPlan, type PlanOptions} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import {wholeSums} from "../../components/plan/program.js";
import {openBackend} from "../../components/worker/backend.js";
import {relativeError} from "../model/numbers.js";
import {poison} from "./poison.js";
import {randomBatch} from "./randomBatch.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};
const batch = 6;
const networks = [
  ["cifar-resnet-8", {width: 4}],
  ["cifar-resnet-8", {width: 4, shortcut: "B"}],
  ["cifar-plain-8", {width: 4}],
  ["cifar-resnet-11", {width: 2, block: "bottleneck", order: "preActivation"}]
] as const;

type Frozen = Pick<PlanOptions, "body" | "statistics" | "optimizer">;

async function both(name: string, options: object, frozen: Frozen) {
  const {expression, input} = namedNetwork(name, {size: 8, ...options});
  const made = createPlan(expression, input, {batch, parts: wholeSums, ...frozen});
  const plan = new PlanModel(made, await createWasmMachine(made, {build: "exact"}), 3);
  return {plan, reference: createModel(expression, input, {seed: 3, ...frozen})};
}

/** Trains five steps, by a plan on memory full of NaN, with the running statistics of some other images to begin with, and returns the states before and after. */
async function trained(model: Model | PlanModel, before: ModelState) {
  model.load(before);
  for (const seed of [1, 2, 3, 4, 5]) {
    const {images, labels} = randomBatch(batch, [8, 8, 3], {seed});
    if (model instanceof PlanModel) poison(model);
    await model.step(images, labels, {...sgd, step: seed});
  }
  return model.state();
}

/** The state of a network that has been trained, by which running statistics are not 0 and 1. */
async function trainedBefore(name: string, options: object): Promise<ModelState> {
  const {plan} = await both(name, options, {});
  const state = await trained(plan, {});
  plan.dispose();
  return Object.fromEntries(Object.entries(state).filter(([name]) => !slotOf(name)));
}

const isHead = (name: string) => /(^|:)fc\./.test(name);
const isStatistic = (name: string) => /\.running_(mean|var)$/.test(name);
const changed = (before: ModelState, after: ModelState) =>
  Object.keys(before).filter((name) => before[name].some((value, i) => value !== after[name][i]));

beforeAll(async () => {
  await openBackend({only: "cpu"}); // for the reference executor
});

for (const optimizer of ["sgd", "adamW"] as const)
  describe.each(networks)(`a frozen body, by ${optimizer}: %s %j`, (name, options) => {
    test.each(["running", "batch"] as const)(
      "by %s statistics keeps every bit of it, and its head is the reference executor's",
      async (statistics) => {
        const {plan, reference} = await both(name, options, {body: "frozen", statistics, optimizer});
        const before = await trainedBefore(name, options);
        const [ours, theirs] = [await trained(plan, before), await trained(reference, before)];
        for (const after of [ours, theirs]) {
          const moved = changed(before, after);
          expect(moved.filter(isHead)).toEqual(["fc.weight", "fc.bias"]);
          const statisticNames = Object.keys(before).filter(isStatistic);
          expect(moved.filter(isStatistic)).toEqual(statistics === "running" ? [] : statisticNames);
          expect(moved.filter((name) => !isHead(name) && !isStatistic(name))).toEqual([]);
          const kept = Object.keys(after).filter((name) => slotOf(name) && !isHead(name));
          expect(kept.length).toBeGreaterThan(10);
          for (const name of kept) expect(after[name].every((value) => value === 0)).toBe(true);
        }
        for (const part of Object.keys(theirs).filter((name) => isHead(name) || isStatistic(name)))
          expect(relativeError(ours[part], theirs[part]), part).toBeLessThan(1e-4);
        plan.dispose();
        reference.dispose();
      }
    );
  });

describe("the plan of a frozen body", () => {
  const {expression, input} = namedNetwork("cifar-resnet-8", {size: 8, width: 4});
  const plan = (options: Frozen) => createPlan(expression, input, {batch, parts: wholeSums, ...options});
  const kernels = (options: Frozen) => plan(options).train.calls.map(({kernel}) => kernel.type);

  test("computes the gradients of the head alone, and goes no further back", () => {
    const count = (type: string) => kernels({body: "frozen"}).filter((one) => one === type).length;
    expect([count("filterGradient"), count("biasGradient"), count("optimizerStep")]).toEqual([1, 1, 1]);
    for (const type of ["inputGradient", "normGradient", "activationGradient"]) expect(count(type)).toBe(0);
    expect(kernels({}).filter((type) => type === "inputGradient").length).toBeGreaterThan(5);
  });

  test("normalizes by running statistics if it is told to, and by the batch's otherwise", () => {
    expect(kernels({body: "frozen"})).not.toContain("normalizeRunning");
    expect(kernels({body: "frozen", statistics: "running"})).not.toContain("normalize");
  });

  test("gives no gradient of the images", () => {
    expect(() =>
      createPlan(expression, input, {batch, parts: wholeSums, body: "frozen", withInput: true})
    ).toThrow("invalid withInput: true; with a frozen body the images have no gradient");
  });
});
