import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test, vi} from "vitest";
import type {Executor} from "../../components/experiment/executor.js";
import type {ModelState} from "../../components/experiment/modelState.js";
import {type RunSpec, shallowSpec, toNetwork} from "../../components/experiment/runSpec.js";
import type {StepMetrics} from "../../components/experiment/stepMetrics.js";
import {createModel} from "../../components/model/model.js";
import type {Checkpoint} from "../../components/protocol/checkpoint.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {openBackend} from "../../components/worker/backend.js";
import {createTrainableModel} from "../../components/worker/createTrainableModel.js";
import {createDeepeningModel} from "../../components/worker/deepening.js";
import {createEngine} from "../../components/worker/engine.js";
import type {PlanRunner} from "../../components/worker/openModel.js";
import {createSession} from "../../components/worker/session.js";
import {createTrainer, type TrainerStart} from "../../components/worker/trainer.js";
import {deepenedRun} from "./deepenedRun.js";
import {tinyDataset} from "./tinyDataset.js";

const dataset = tinyDataset();
const paths: Executor[] = ["plan", "reference"];
const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));

let plans: PlanRunner;

beforeAll(async () => {
  plans = (await openBackend({only: "wasm"})).plans!;
});

async function trainerOf(spec: RunSpec, executor: Executor, start?: TrainerStart) {
  const {model} = await createTrainableModel(spec, {plans, executor});
  return createTrainer(spec, dataset, model, start);
}

async function curve(spec: RunSpec, executor: Executor): Promise<StepMetrics[]> {
  const trainer = await trainerOf(spec, executor);
  const points: StepMetrics[] = [];
  while (points.length < spec.steps) points.push(await trainer.step());
  trainer.dispose();
  return points;
}

/** What a session of one run tells, and what it keeps. *onPoint* sees each point and the session. */
async function train(
  spec: RunSpec,
  executor: Executor,
  options: {checkpoint?: Checkpoint; stopAfter?: number; inFlight?: number} = {}
): Promise<{points: StepMetrics[]; kept?: Checkpoint}> {
  const {checkpoint, stopAfter, inFlight = 3} = options;
  const events: TrainerEvent[] = [];
  let kept: Checkpoint | undefined;
  const trainer = await trainerOf(spec, executor, checkpoint);
  const session = createSession([{runId: "a", trainer, checkpoint}], {
    emit(event) {
      events.push(event);
      if (event.type === "points" && event.points[0].step === stopAfter) session.stop();
    },
    save: async ([saved]) => void (kept = saved && structuredClone(saved)),
    nextTask: async () => {}, // the next step is begun as early as it can be
    now: () => 0,
    inFlight
  });
  await session.train();
  return {points: events.flatMap((event) => (event.type === "points" ? event.points : [])), kept};
}

describe("step() of a run that is deepened", () => {
  const kinds: [title: string, options: Partial<RunSpec["network"]>][] = [
    ["the original unit", {}],
    ["option B", {shortcut: "B"}],
    ["ReLU-only pre-activation", {order: "reluOnlyPreActivation"}],
    ["one layer a block", {layersPerBlock: 1}],
    ["three layers a block", {layersPerBlock: 3, name: "cifar-resnet-56"}]
  ];
  for (const [title, network] of kinds) {
    test.each(paths)(
      `has the shallow network's error after it, exactly: ${title}, on the executor %s`,
      async (executor) => {
        const from = network.name ? "cifar-resnet-20" : "cifar-resnet-8";
        const points = await curve(
          deepenedRun({network, steps: 4, deepened: {from, afterSteps: 3}}),
          executor
        );
        expect(points.map(({deepened}) => deepened !== undefined)).toEqual([false, false, true, false]);
        const {shallowError, deepError} = points[2].deepened!;
        expect(deepError).toBe(shallowError);
        expect(30 * shallowError).toBeCloseTo(Math.round(30 * shallowError), 9);
      }
    );
  }

  test.each(paths)("computes what the shallow network did, exactly, on the executor %s", async (executor) => {
    const deepSpec = deepenedRun();
    const {model} = await createTrainableModel(deepSpec, {plans, executor});
    const trainer = createTrainer(deepSpec, dataset, model);
    for (let i = 0; i < 2; i++) await trainer.step();
    const {images, labels} = images12();
    const shallow = await model.evaluate(images, labels);
    const answers = await model.classify(images);
    await model.deepen!();
    expect(await model.evaluate(images, labels)).toEqual(shallow);
    expect(await model.classify(images)).toEqual(answers);
    trainer.dispose();
  });

  test.each(paths)("is the shallow network's own run until then, on the executor %s", async (executor) => {
    const points = await curve(deepenedRun(), executor);
    const shallow = await curve({...shallowSpec(deepenedRun())!, steps: 8}, executor);
    expect(points.slice(0, 3).map(({deepened: _, ...point}) => point)).toEqual(shallow.slice(0, 3));
    expect(points[4].lossNats).not.toBe(shallow[4].lossNats);
  });

  test.each(paths)("goes on to learn, the added blocks too, on the executor %s", async (executor) => {
    const long = deepenedRun({steps: 50, batch: 20, deepened: {from: "cifar-resnet-8", afterSteps: 10}});
    const trainer = await trainerOf(long, executor);
    const losses: number[] = [];
    for (let i = 0; i < 50; i++) losses.push((await trainer.step()).lossNats);
    const mean = (some: number[]) => some.reduce((sum, loss) => sum + loss, 0) / some.length;
    expect(mean(losses.slice(40))).toBeLessThan(0.9 * mean(losses.slice(6, 12)));
    const gamma = (await trainer.state())["layer1.1.bn2.weight"];
    expect(Math.max(...gamma.map(Math.abs))).toBeGreaterThan(0);
    trainer.dispose();
  });

  test.each(paths)(
    "of three steps under way gives the curve of one at a time, on the executor %s",
    async (executor) => {
      for (const measurementInterval of [0, 1]) {
        const measured = deepenedRun({measurementInterval});
        expect((await train(measured, executor)).points).toEqual(await curve(measured, executor));
      }
    }
  );

  test("measures the network that took the step", async () => {
    const points = await curve(deepenedRun({steps: 5, measurementInterval: 1}), "reference");
    expect(points.map(({measured}) => measured!.gradients.length)).toEqual([8, 8, 8, 20, 20]);
    expect(points.map(({measured}) => measured!.residuals.length)).toEqual([3, 3, 3, 9, 9]);
    expect(points[3].measured!.residuals[1]).toBeGreaterThan(0); // after its first step
  });
});

describe("a run that is deepened and was stopped", () => {
  for (const [stopAfter, when] of [
    [1, "before"],
    [3, "right after"],
    [5, "after"]
  ] as const) {
    test.each(paths)(
      `${when} it was deepened goes on like an unbroken one, on the executor %s`,
      async (executor) => {
        const unbroken = await curve(deepenedRun(), executor);
        for (const inFlight of [1, 3]) {
          const {points, kept} = await train(deepenedRun(), executor, {stopAfter, inFlight});
          expect(kept!.step).toBeGreaterThanOrEqual(stopAfter);
          expect("layer1.1.bn2.weight" in kept!.state).toBe(kept!.step >= 3);
          const rest = await train(deepenedRun(), executor, {checkpoint: kept, inFlight});
          expect([...points, ...rest.points]).toEqual(unbroken);
        }
      }
    );
  }
});

test("dispose() frees both networks, deepened or not", async () => {
  for (const steps of [0, 1, 4]) {
    const before = tf.memory().numTensors;
    const trainer = await trainerOf(deepenedRun(), "reference");
    for (let i = 0; i < steps; i++) await trainer.step();
    trainer.dispose();
    expect(tf.memory().numTensors, `after ${steps} steps`).toBe(before);
  }
});

test("createTrainableModel(spec) frees the shallow network if there can be no deep one", async () => {
  const disposed = vi.fn();
  let made = 0;
  const failing: PlanRunner = {
    ...plans,
    async createMachine(plan) {
      if (++made === 2) throw new Error("the memory does not suffice");
      const machine = await plans.createMachine(plan);
      return {...machine, dispose: disposed};
    }
  };
  await expect(createTrainableModel(deepenedRun(), {plans: failing})).rejects.toThrow(
    "the memory does not suffice"
  );
  expect(disposed).toHaveBeenCalledOnce();
});

test("engine.start() trains a run that is deepened, and tells of it in one point", async () => {
  const events: TrainerEvent[] = [];
  const engine = createEngine({emit: (event) => events.push(event), nextTask, dataset: async () => dataset});
  await engine.start({type: "start", runs: [{runId: "a", spec: deepenedRun()}], backend: "wasm"});
  const points = events.flatMap((event) => (event.type === "points" ? event.points : []));
  expect(points).toEqual(await curve(deepenedRun(), "plan"));
  expect(events.filter(({type}) => type === "prepared")).toEqual([
    {type: "prepared", runId: "a", executor: "plan"}
  ]);
  expect(events.at(-1)).toMatchObject({type: "done", step: 8});
});

describe("createDeepeningModel(shallow, deep, added)", () => {
  function twoModels() {
    const [shallow, deep] = [shallowSpec(deepenedRun())!, deepenedRun()].map((one) => {
      const {expression, input} = toNetwork(one);
      return createModel(expression, input, {seed: 1});
    });
    const model = createDeepeningModel(shallow, deep, ["layer1.1.bn2.weight"]);
    return {shallow, deep, model};
  }

  const has = (state: ModelState) => "layer1.1.bn2.weight" in state;

  test("is the shallow network until it is given the state of a deep one", async () => {
    const {deep, model} = twoModels();
    expect(has(await model.state())).toBe(false);
    model.load(await model.state());
    expect(has(await model.state())).toBe(false);
    model.load(await deep.state());
    expect(has(await model.state())).toBe(true);
    model.dispose();
  });

  test("that is disposed while it deepens makes no tensors any more", async () => {
    const before = tf.memory().numTensors;
    const {model} = twoModels();
    const deepened = model.deepen!();
    model.dispose();
    await expect(deepened).rejects.toThrow("there is nothing to deepen any more: the run has ended");
    expect(tf.memory().numTensors).toBe(before);
  });

  test("hands over parameters, running statistics and velocities", async () => {
    const {deep, model} = twoModels();
    const {images, labels} = images12();
    await model.step(images, labels, {learningRate: 0.1, momentum: 0.9, weightDecay: 0});
    const before = {shallow: await model.state(), deep: await deep.state()};
    await model.deepen!();
    expect(await model.state()).toEqual({...before.deep, ...before.shallow});
    expect(before.shallow["bn1.running_mean"]).not.toEqual(before.deep["bn1.running_mean"]);
    expect(before.shallow["velocity:conv1.weight"]).not.toEqual(before.deep["velocity:conv1.weight"]);
    model.dispose();
  });
});

test("a run that diverges in the step it is deepened after ends there, and leaves no tensors behind", async () => {
  const before = tf.memory().numTensors;
  const {model} = await createTrainableModel(deepenedRun(), {plans, executor: "reference"});
  const step = model.step.bind(model);
  let taken = 0;
  model.step = async (...batch) => ({...(await step(...batch)), ...(++taken === 3 && {lossNats: NaN})});
  const events: TrainerEvent[] = [];
  const session = createSession([{runId: "a", trainer: createTrainer(deepenedRun(), dataset, model)}], {
    emit: (event) => events.push(event),
    nextTask: async () => {},
    now: () => 0,
    inFlight: 3
  });
  await session.train();
  await nextTask();
  expect(events.at(-1)).toMatchObject({type: "diverged", step: 3});
  expect(taken).toBe(3);
  expect(tf.memory().numTensors).toBe(before);
});

/** The test images, as models take them: one batch of 12 would not fit a plan of batches of 8. */
function images12() {
  const {pixels, labels} = dataset.test;
  return {
    images: Float32Array.from(pixels.subarray(0, 8 * 16 * 16 * 3), (value) => value / 255),
    labels: Int32Array.from(labels.subarray(0, 8))
  };
}
