import {beforeAll, describe, expect, test} from "vitest";
import type {Executor} from "../../components/experiment/executor.js";
import {mapMeasured, measuredFromJson} from "../../components/experiment/measured.js";
import {type RunSpec, toNetwork} from "../../components/experiment/runSpec.js";
import type {StepMetrics} from "../../components/experiment/stepMetrics.js";
import type {Measurements} from "../../components/model/measurements.js";
import type {BatchResult} from "../../components/model/model.js";
import {depth} from "../../components/network/depth.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {parameters} from "../../components/network/parameters.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {openBackend} from "../../components/worker/backend.js";
import {createTrainableModel} from "../../components/worker/createTrainableModel.js";
import {toMeasured} from "../../components/worker/measured.js";
import type {PlanRunner} from "../../components/worker/openModel.js";
import {createSession} from "../../components/worker/session.js";
import type {TrainableModel} from "../../components/worker/trainableModel.js";
import {createTrainer, type RunTrainer} from "../../components/worker/trainer.js";
import {relativeError} from "../model/numbers.js";
import {tinyDataset, tinySpec} from "../worker/tinyDataset.js";

const dataset = tinyDataset();
const paths: Executor[] = ["plan", "reference"];

let plans: PlanRunner;

beforeAll(async () => {
  plans = (await openBackend({only: "wasm"})).plans!;
});

async function trainerOf(spec: RunSpec, executor: Executor): Promise<RunTrainer> {
  const {model} = await createTrainableModel(spec, {plans, executor});
  return createTrainer(spec, dataset, model);
}

async function curve(spec: RunSpec, path: Executor = "plan"): Promise<StepMetrics[]> {
  const trainer = await trainerOf(spec, path);
  const points: StepMetrics[] = [];
  while (points.length < spec.steps) points.push(await trainer.step());
  trainer.dispose();
  return points;
}

/** Steps in which something was measured. */
const measuredSteps = (points: readonly StepMetrics[]) =>
  points.flatMap(({step, measured}) => (measured ? [step] : []));

describe("toMeasured(measurements)", () => {
  const measurements: Measurements = {
    gradientNorms: new Map([
      ["conv1.weight", 1],
      ["bn1.weight", 2],
      ["bn1.bias", 3],
      ["layer2.0.conv1.weight", 4],
      ["layer2.0.downsample.0.weight", 5],
      ["layer2.0.downsample.1.weight", 6],
      ["fc.weight", 7],
      ["fc.bias", 8]
    ]),
    responses: [
      {block: "layer1.0", residual: 9, shortcut: 10},
      {block: "layer2.0", residual: 11, shortcut: 12}
    ],
    deviations: new Map([
      ["bn1", 13],
      ["layer2.0.downsample.1", 14],
      ["layer2.0.bn1", 15]
    ])
  };

  test("lists weights without those of normalizations and projections, and blocks with all of theirs", () => {
    expect(toMeasured(measurements)).toEqual({
      gradients: [1, 4, 7],
      residuals: [9, 11],
      shortcuts: [10, 12],
      responses: [13, 15]
    });
  });

  const networks: [name: string, options: NamedOptions][] = [
    ["cifar-plain-20", {}],
    ["cifar-resnet-20", {}],
    ["cifar-resnet-20", {shortcut: "C"}],
    ["cifar-resnet-20", {shortcut: "C", norm: false}],
    ["cifar-resnet-20", {shortcut: "B", order: "preActivation"}],
    ["cifar-resnet-20", {layersPerBlock: 3}],
    ["cifar-resnet-20", {block: "bottleneck"}],
    ["cifar-resnext-20-2x2d", {}]
  ];
  for (const [name, {norm, ...options}] of networks) {
    const text = JSON.stringify({...options, norm});
    test(`has as many gradients as ${name} has layers, and a response a normalization: ${text}`, () => {
      const {expression, input} = toNetwork(
        tinySpec({
          network: {...tinySpec().network, ...options, name, norm: norm ?? true} as RunSpec["network"]
        })
      );
      const specs = parameters(expression, input);
      const layers = specs.flatMap(({kind, layerName}) => (kind === "gamma" ? [layerName] : []));
      const found = toMeasured({
        gradientNorms: new Map(specs.flatMap(({name, trainable}) => (trainable ? [[name, 1]] : []))),
        responses: [],
        deviations: new Map(layers.map((name) => [name, 1]))
      });
      expect(found.gradients).toHaveLength(depth(expression));
      expect(found.responses).toHaveLength(layers.filter((layer) => !layer.includes("downsample")).length);
    });
  }
});

test("measuredFromJson(measured) gives back NaN for null, which is what JSON has for numbers that are not finite", () => {
  const measured = {gradients: [1, NaN], residuals: [Infinity], shortcuts: [], responses: [0]};
  const read = JSON.parse(JSON.stringify(measured)) as typeof measured;
  expect(read.gradients).toEqual([1, null]);
  expect(measuredFromJson(read)).toEqual({...measured, residuals: [NaN]});
});

test("mapMeasured(measured, change) changes every number of a copy", () => {
  const measured = {gradients: [1, 2], residuals: [3], shortcuts: [4], responses: [5]};
  expect(mapMeasured(measured, (value) => 10 * value)).toEqual({
    gradients: [10, 20],
    residuals: [30],
    shortcuts: [40],
    responses: [50]
  });
  expect(measured.gradients).toEqual([1, 2]);
});

describe("step() of a run with a measurementInterval", () => {
  test.each(paths)(
    "measures in the first step and in every interval's last, on the path %s",
    async (path) => {
      const steps = async (measurementInterval: number) =>
        measuredSteps(await curve(tinySpec({steps: 7, measurementInterval}), path));
      expect(await steps(3)).toEqual([1, 3, 6]);
      expect(await steps(1)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(await steps(100)).toEqual([1]);
      expect(await steps(0)).toEqual([]);
    }
  );

  test.each(paths)("changes nothing else, on the path %s", async (path) => {
    const measured = await curve(tinySpec({steps: 6, measurementInterval: 2}), path);
    expect(measured.map(({measured: _, ...point}) => point)).toEqual(await curve(tinySpec({steps: 6}), path));
  });

  test.each(paths)("measures one gradient a layer and one ratio a block, on the path %s", async (path) => {
    const spec = tinySpec({name: "cifar-resnet-14", steps: 2, measurementInterval: 2});
    for (const {measured} of await curve(spec, path)) {
      const {gradients, residuals, shortcuts, responses} = measured!;
      expect([gradients, residuals, shortcuts, responses].map(({length}) => length)).toEqual([14, 6, 6, 13]);
      for (const value of [...gradients, ...residuals, ...shortcuts, ...responses]) {
        expect(value).toBeGreaterThan(0);
      }
    }
  });

  for (const name of ["cifar-resnet-8", "cifar-plain-8"]) {
    test(`measures alike on both paths: ${name}`, async () => {
      const network = {...tinySpec({name}).network, width: 4};
      const spec = tinySpec({network, batch: 8, steps: 4, measurementInterval: 2});
      const [plan, reference] = [await curve(spec, "plan"), await curve(spec, "reference")];
      expect(measuredSteps(plan)).toEqual([1, 2, 4]);
      for (const [i, {measured}] of reference.entries()) {
        for (const [part, values] of Object.entries(measured ?? {})) {
          const other = plan[i].measured![part as keyof typeof measured];
          expect(relativeError([...other, 1], [...values, 1]), `${part} of step ${i + 1}`).toBeLessThan(1e-3);
        }
      }
    });
  }

  test.each(paths)(
    "of three steps under way measures each for itself, in order, on the path %s",
    async (path) => {
      const spec = tinySpec({steps: 7, measurementInterval: 1, evaluationInterval: 3});
      const events: TrainerEvent[] = [];
      const session = createSession([{runId: "a", trainer: await trainerOf(spec, path)}], {
        emit: (event) => events.push(event),
        nextTask: () => new Promise((resolve) => setImmediate(resolve)),
        now: () => 0,
        inFlight: 3
      });
      await session.train();
      const points = events.flatMap((event) => (event.type === "points" ? event.points : []));
      expect(points).toEqual(await curve(spec, path));
    }
  );
});

describe("a trainable model that is slow to measure", () => {
  /** A model that tells what it is asked, and measures when it is let go. */
  function slowModel() {
    const calls: string[] = [];
    const waiting: {resolve(): void; reject(error: Error): void}[] = [];
    let steps = 0;
    const empty: Measurements = {gradientNorms: new Map(), responses: [], deviations: new Map()};
    const model = {
      async step(): Promise<BatchResult> {
        calls.push(`step ${++steps}`);
        return {lossNats: 1, errors: 0};
      },
      measure() {
        calls.push(`measure ${steps}`);
        return new Promise<Measurements>((resolve, reject) => {
          waiting.push({resolve: () => resolve(empty), reject});
        });
      },
      evaluate: async () => (calls.push("evaluate"), {lossNats: 1, errors: 0}),
      classify: async () => [],
      state: async () => ({}),
      load() {},
      dispose() {}
    } satisfies TrainableModel;
    return {model, calls, waiting};
  }

  const spec = (measurementInterval: number) =>
    tinySpec({steps: 9, measurementInterval, evaluationInterval: 100});
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  test("takes no step while it measures: kernels may have to be prepared before it reads anything", async () => {
    const {model, calls, waiting} = slowModel();
    const trainer = createTrainer(spec(1), dataset, model);
    const points = [1, 2, 3].map(() => trainer.step());
    for (const step of [1, 2, 3]) {
      await settled();
      expect(calls.slice(2 * (step - 1))).toEqual([`step ${step}`, `measure ${step}`]);
      waiting[step - 1].resolve();
    }
    expect((await Promise.all(points)).map(({step}) => step)).toEqual([1, 2, 3]);
    expect(trainer.taken).toBe(3);
  });

  test("begins a step at once where nothing is measured", async () => {
    const {model, calls, waiting} = slowModel();
    const trainer = createTrainer(spec(5), dataset, model);
    void trainer.step();
    waiting[0].resolve();
    await settled();
    void trainer.step();
    void trainer.step();
    expect(calls).toEqual(["step 1", "measure 1", "step 2", "step 3"]);
  });

  test("that cannot measure fails this step and those that wait for it", async () => {
    const {model, calls, waiting} = slowModel();
    const trainer = createTrainer(spec(1), dataset, model);
    const steps = [trainer.step(), trainer.step()];
    waiting[0].reject(new Error("the buffer cannot be mapped"));
    for (const step of steps) await expect(step).rejects.toThrow("the buffer cannot be mapped");
    expect(calls).toEqual(["step 1", "measure 1"]);
  });
});
