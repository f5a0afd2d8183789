import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test, vi} from "vitest";
import type {Executor} from "../../components/experiment/executor.js";
import type {OptimizerSettings} from "../../components/experiment/optimizers/optimizers.js";
import type {RunSpec} from "../../components/experiment/runSpec.js";
import type {StepMetrics} from "../../components/experiment/stepMetrics.js";
import {Model} from "../../components/model/model.js";
import {openBackend} from "../../components/worker/backend.js";
import {createTrainableModel} from "../../components/worker/createTrainableModel.js";
import type {PlanRunner} from "../../components/worker/openModel.js";
import {
  createTrainer,
  DivergenceError,
  type RunTrainer,
  type TrainerStart
} from "../../components/worker/trainer.js";
import {tinyDataset, tinySpec} from "./tinyDataset.js";

const dataset = tinyDataset();

let plans: PlanRunner;

beforeAll(async () => {
  plans = (await openBackend({only: "wasm"})).plans!;
});

const executors: Executor[] = ["plan", "reference"];

async function trainerOf(
  spec: RunSpec,
  {executor = "plan", start}: {executor?: Executor; start?: TrainerStart} = {}
) {
  const {model} = await createTrainableModel(spec, {plans, executor});
  return createTrainer(spec, dataset, model, start);
}

async function take(trainer: RunTrainer, count: number): Promise<StepMetrics[]> {
  const points: StepMetrics[] = [];
  for (let i = 0; i < count; i++) points.push(await trainer.step());
  return points;
}

async function curve(spec: RunSpec, executor?: Executor): Promise<StepMetrics[]> {
  const trainer = await trainerOf(spec, {executor});
  const points = await take(trainer, spec.steps);
  trainer.dispose();
  return points;
}

describe("step()", () => {
  test("numbers steps from 1, with loss and error of the batch", async () => {
    const points = await curve(tinySpec());
    expect(points.map(({step}) => step)).toEqual([1, 2, 3, 4]);
    for (const {lossNats, trainingError} of points) {
      expect(lossNats).toBeGreaterThan(0);
      expect([0, 0.25, 0.5, 0.75, 1]).toContain(trainingError);
    }
  });

  test("measures the test error every evaluationInterval steps and at the end", async () => {
    const measured = async (evaluationInterval: number, steps: number) =>
      (await curve(tinySpec({evaluationInterval, steps}))).flatMap(({step, testError}) =>
        testError === undefined ? [] : [step]
      );
    expect(await measured(2, 5)).toEqual([2, 4, 5]);
    expect(await measured(1, 2)).toEqual([1, 2]);
    expect(await measured(100, 3)).toEqual([3]);
  });

  test("measures on the first evaluationImages test images, or on all there are", async () => {
    const last = async (evaluationImages: number) =>
      (await curve(tinySpec({evaluationImages}))).at(-1)!.testError!;
    expect((5 * (await last(5))) % 1).toBeCloseTo(0, 9);
    expect([0, 1]).toContain(await last(1));
    expect(await last(12)).toBe(await last(500));
  });

  test("asks for the classes of the first test images where it measures: as many as the error says are wrong", async () => {
    for (const executor of executors) {
      const points = await curve(tinySpec({evaluationInterval: 2, steps: 3}), executor);
      expect(points.map(({answers}) => answers?.length)).toEqual([undefined, 12, 12]);
      for (const {answers, testError} of points.slice(1)) {
        const wrong = answers!.filter((answer, i) => answer !== dataset.test.labels[i]).length;
        expect(wrong / 12).toBeCloseTo(testError!, 9);
      }
    }
    const [, few] = await curve(tinySpec({evaluationImages: 5, steps: 2}));
    expect(few.answers).toHaveLength(5);
  });

  test("measuring does not change the training", async () => {
    const losses = async (evaluationInterval: number) =>
      (await curve(tinySpec({evaluationInterval}))).map(({lossNats}) => lossNats);
    expect(await losses(1)).toEqual(await losses(100));
  });

  test("gives the same curve for the same spec, and another for another seed", async () => {
    const spec = tinySpec();
    expect(await curve(spec)).toEqual(await curve(spec));
    expect(await curve({...spec, seed: 2})).not.toEqual(await curve(spec));
  });

  test("lowers the loss over some steps on few images", async () => {
    const points = await curve(tinySpec({steps: 30, batch: 20, network: {...tinySpec().network, width: 2}}));
    const mean = (some: StepMetrics[]) => some.reduce((sum, {lossNats}) => sum + lossNats, 0) / some.length;
    expect(mean(points.slice(-5))).toBeLessThan(mean(points.slice(0, 5)));
  });

  test("throws a DivergenceError with step and rate where the loss is not finite", async () => {
    const optimizer = {type: "sgd" as const, learningRate: 10, momentum: 0.9, weightDecay: 1};
    const network = {...tinySpec().network, norm: false};
    const trainer = await trainerOf(tinySpec({optimizer, network, steps: 200}));
    const error = await take(trainer, 200).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(DivergenceError);
    expect(error).toMatchObject({name: "DivergenceError", step: trainer.taken, learningRate: 10});
    expect((error as Error).message).toBe(
      `the loss of step ${trainer.taken} is not a finite number, at learning rate 10`
    );
    trainer.dispose();
  });
});

describe("createTrainer(spec, dataset, start)", () => {
  for (const [title, options] of [
    [
      "augmentation and a schedule",
      {dataset: {name: "shapes", size: 16, augment: true}, schedule: {type: "cosine", warmupSteps: 2}}
    ],
    ["projections and no normalization", {network: {...tinySpec().network, shortcut: "B", norm: false}}]
  ] as [string, Partial<RunSpec>][]) {
    test.each(executors)(
      `goes on exactly where another left off, with ${title}, on the executor %s`,
      async (executor) => {
        const spec = tinySpec({steps: 13, ...options}); // ten batches an epoch: it ends between
        const unbroken = await trainerOf(spec, {executor});
        const points = await take(unbroken, 13);
        const first = await trainerOf(spec, {executor});
        await take(first, 8);
        const start = {step: 8, state: structuredClone(await first.state())};
        const second = await trainerOf(spec, {executor, start});
        expect(second.taken).toBe(8);
        expect(await take(second, 5)).toEqual(points.slice(8));
        expect(await second.state()).toEqual(await unbroken.state());
        for (const trainer of [unbroken, first, second]) trainer.dispose();
      }
    );
  }

  test("seeds dropout by the spec's seed and the step alone", async () => {
    const step = vi.spyOn(Model.prototype, "step");
    const seedsOf = async (spec: RunSpec, taken = 0) => {
      step.mockClear();
      const first = await trainerOf(spec, {executor: "reference"});
      const start = {step: taken, state: await first.state()};
      const trainer = await trainerOf(spec, {executor: "reference", start});
      await take(trainer, spec.steps - taken);
      first.dispose();
      trainer.dispose();
      return step.mock.calls.map(([, , {seed}]) => seed);
    };
    const seeds = await seedsOf(tinySpec());
    expect(new Set([...seeds, ...(await seedsOf(tinySpec({seed: 2})))]).size).toBe(8);
    expect(await seedsOf(tinySpec(), 2)).toEqual(seeds.slice(2));
    step.mockRestore();
  });

  test.each(executors)("refuses a state of another network, on the executor %s", async (executor) => {
    const trainer = await trainerOf(tinySpec({name: "cifar-resnet-14"}), {executor});
    const start = {step: 1, state: await trainer.state()};
    trainer.dispose();
    await expect(trainerOf(tinySpec(), {executor, start})).rejects.toThrow("unknown parameter: layer1.1");
  });

  test("refuses a batch larger than the data set", async () => {
    await expect(trainerOf(tinySpec({batch: 41}))).rejects.toThrow("invalid batch: 41");
  });
});

describe("the plan and the reference executor", () => {
  test("train alike from one seed: losses within 1e-3 over 20 steps", async () => {
    const spec = tinySpec({steps: 20, batch: 8, network: {...tinySpec().network, width: 4}});
    const [plan, reference] = [await curve(spec, "plan"), await curve(spec, "reference")];
    for (const [i, {lossNats}] of reference.entries()) {
      expect(Math.abs(plan[i].lossNats / lossNats - 1), `step ${i + 1}`).toBeLessThan(1e-3);
    }
  });
});

describe("a spec's optimizer", () => {
  const adamW: OptimizerSettings = {type: "adamW", learningRate: 0.01, weightDecay: 0.1};

  test.each(executors)(
    "moves the network, and what it keeps is in the state, on the path %s",
    async (path) => {
      const plain = tinySpec();
      const spec = {...plain, optimizer: {...plain.optimizer, ...adamW}};
      const first = await trainerOf(spec, {executor: path});
      const before = await take(first, 2);
      const state = await first.state();
      const rest = await take(first, 2);
      const second = await trainerOf(spec, {executor: path, start: {step: 2, state}});
      expect(await take(second, 2)).toEqual(rest);
      expect(Object.keys(state)).toEqual(
        expect.arrayContaining(["expAvg:conv1.weight", "expAvgSq:conv1.weight"])
      );
      expect([...before, ...rest].every(({lossNats}) => Number.isFinite(lossNats))).toBe(true);
      first.dispose();
      second.dispose();
    }
  );
});

test("dispose() frees all tensors", async () => {
  const before = tf.memory().numTensors;
  const trainer = await trainerOf(tinySpec(), {executor: "reference"});
  await take(trainer, 4);
  await trainer.state();
  trainer.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
