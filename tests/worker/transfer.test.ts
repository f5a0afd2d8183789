import {readFileSync} from "node:fs";
import {beforeAll, describe, expect, test} from "vitest";
import {testBatches} from "../../components/dataset/batches.js";
import {loadDataset} from "../../components/dataset/datasets.js";
import {type RunFile, toRunFile} from "../../components/experiment/runFile.js";
import {type RunSpec, toNetwork, toRunSpec} from "../../components/experiment/runSpec.js";
import {shippedWeights, weightsNames} from "../../components/experiment/shippedWeights.js";
import {firstState} from "../../components/model/initialise.js";
import {parameters} from "../../components/network/parameters.js";
import {readWeights} from "../../components/weights/readWeights.js";
import {weighedNetwork} from "../../components/weights/weighedNetwork.js";
import {openBackend} from "../../components/worker/backend.js";
import {createTrainableModel} from "../../components/worker/createTrainableModel.js";
import type {PlanRunner} from "../../components/worker/openModel.js";
import {shippedBytes} from "../../components/worker/shippedBytes.js";
import {createTrainer, type TrainerStart} from "../../components/worker/trainer.js";
import {readSpecs} from "../../data/recordSpecs.js";

type Transfer = Partial<RunSpec["network"]>;

const transferSpec = (network: Transfer) =>
  toRunSpec({
    network: {name: "cifar-resnet-8", width: 8, weights: "shapesFirst", ...network},
    dataset: {classes: "last", imagesPerClass: 2},
    ...{steps: 6, batch: 10, evaluationInterval: 3, evaluationImages: 50}
  });

let plans: PlanRunner;

beforeAll(async () => {
  plans = (await openBackend({only: "wasm"})).plans!;
});

async function trainerOf(spec: RunSpec, start?: TrainerStart, executor: "plan" | "reference" = "plan") {
  const {model} = await createTrainableModel(spec, {plans, executor});
  return createTrainer(spec, await loadDataset(spec.dataset), model, start);
}

describe("a run that begins with weights", () => {
  test("has their body, and the head that its seed gives it, on either executor", async () => {
    const spec = transferSpec({});
    const file = weighedNetwork(await readWeights(await shippedBytes("shapesFirst"), "a.safetensors"), {
      name: "cifar-resnet-8",
      options: {width: 8, size: 16, numClasses: 5}
    }).state();
    const {expression, input} = toNetwork(spec);
    const first = firstState(parameters(expression, input), spec.seed, spec);
    for (const executor of ["plan", "reference"] as const) {
      const trainer = await trainerOf(spec, undefined, executor);
      const state = await trainer.state();
      for (const name of Object.keys(first))
        expect(state[name], name).toEqual((name.startsWith("fc.") ? first : file)[name]);
      expect(file["fc.weight"]).not.toEqual(state["fc.weight"]);
      trainer.dispose();
    }
  });

  test.each<Transfer>([
    {},
    {body: "frozen"},
    {body: "frozen", statistics: "frozen"},
    ...[2, 3, 4].map((unfrozenAfter) => ({body: "frozen", statistics: "frozen", unfrozenAfter}) as const)
  ])(
    "goes on from a checkpoint as if never stopped, and from one before its first step: %j",
    async (network) => {
      const spec = transferSpec(network);
      const whole = await trainerOf(spec);
      const points = [];
      for (let step = 0; step < 3; step++) points.push(await whole.step());
      const half = {step: 3, state: await whole.state()};
      for (let step = 3; step < 6; step++) points.push(await whole.step());
      const [again, resumed] = [await trainerOf(spec, {step: 0, state: {}}), await trainerOf(spec, half)];
      for (let step = 0; step < 3; step++) expect(await again.step()).toEqual(points[step]);
      for (let step = 3; step < 6; step++) expect(await resumed.step()).toEqual(points[step]);
      expect(await resumed.state()).toEqual(await whole.state());
      for (const trainer of [whole, again, resumed]) trainer.dispose();
    }
  );

  test.each<Transfer>([{body: "frozen"}, {body: "frozen", statistics: "frozen"}, {}])(
    "keeps what is frozen: %j",
    async (network) => {
      const trainer = await trainerOf(transferSpec(network));
      const before = await trainer.state();
      for (let step = 0; step < 3; step++) await trainer.step();
      const after = await trainer.state();
      const moved = Object.keys(before).filter((name) =>
        before[name].some((value, i) => value !== after[name][i])
      );
      const kinds = new Set(moved.map((name) => (/running/.test(name) ? "statistics" : /(^|:)fc/.test(name) ? "head" : "body"))); // prettier-ignore
      const {body, statistics} = network;
      expect(kinds.has("head")).toBe(true);
      expect(kinds.has("body")).toBe(body !== "frozen");
      expect(kinds.has("statistics")).toBe(statistics !== "frozen");
      trainer.dispose();
    }
  );
});

describe("a body that is unfrozen", () => {
  const frozen = {body: "frozen", statistics: "frozen"} as const;

  test("is trained from the next step on, as if a run began there", async () => {
    const [whole, first] = [
      await trainerOf(transferSpec({...frozen, unfrozenAfter: 3})),
      await trainerOf(transferSpec(frozen))
    ];
    for (let step = 0; step < 3; step++) expect(await whole.step()).toEqual(await first.step());
    const state = await first.state();
    expect(await whole.state()).toEqual(state);
    const then = await trainerOf(transferSpec({}), {step: 3, state});
    for (let step = 3; step < 6; step++) expect(await whole.step()).toEqual(await then.step());
    const end = await whole.state();
    expect(end).toEqual(await then.state());
    expect(end["layer1.0.conv1.weight"]).not.toEqual(state["layer1.0.conv1.weight"]);
    for (const trainer of [whole, first, then]) trainer.dispose();
  });

  test("is on either executor alike, with steps under way", async () => {
    const spec = transferSpec({...frozen, unfrozenAfter: 2});
    const losses = async (executor: "plan" | "reference") => {
      const trainer = await trainerOf(spec, undefined, executor);
      const points = await Promise.all(Array.from({length: 6}, () => trainer.step()));
      trainer.dispose();
      return points.map(({lossNats}) => lossNats);
    };
    const [plan, reference] = [await losses("plan"), await losses("reference")];
    plan.forEach((loss, i) => expect(loss / reference[i], `step ${i + 1}`).toBeCloseTo(1, 3));
  });
});

describe.each(weightsNames)("the shipped weights %s", (name) => {
  const run = toRunFile(JSON.parse(readFileSync(`data/runs/weights/${name}.json`, "utf8"))) as RunFile;

  test("are of the network that is told, and of the run beside them, which is the one that is asked for", async () => {
    expect(readSpecs(`data/specs/weights/${name}.json`)).toEqual([run.spec]);
    const stored = await readWeights(await shippedBytes(name), "a.safetensors");
    expect(JSON.parse(stored.metadata.get("spec")!)).toEqual(run.spec);
    const {network} = shippedWeights[name];
    expect(run.spec.network).toMatchObject({name: network.name, width: network.width});
  });

  test("have the test error that was recorded", async () => {
    const stored = await readWeights(await shippedBytes(name), "a.safetensors");
    const {name: network, ...options} = shippedWeights[name].network;
    const {model} = await createTrainableModel(run.spec, {plans});
    model.load(weighedNetwork(stored, {name: network, options}).state());
    const dataset = await loadDataset(run.spec.dataset);
    const results = [...testBatches(dataset, {batch: 100})].map(({images, labels}) => model.evaluate(images, labels)); // prettier-ignore
    const errors = (await Promise.all(results)).reduce((sum, one) => sum + one.errors, 0);
    expect(errors / dataset.test.count).toBeCloseTo(run.curves.testError.at(-1)![1], 2);
    model.dispose();
  });

  test("are less than 120 kB", async () => {
    expect((await shippedBytes(name)).byteLength).toBeLessThan(120_000);
  });
});
