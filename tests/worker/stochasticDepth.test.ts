import {beforeAll, describe, expect, test, vi} from "vitest";
import {createBatches} from "../../components/dataset/batches.js";
import {type RunSpec, toNetwork, toRunSpec} from "../../components/experiment/runSpec.js";
import type {Gate} from "../../components/model/gate.js";
import {createModel} from "../../components/model/model.js";
import {type Expression, group, sequence, sum} from "../../components/network/expression.js";
import {scale} from "../../components/network/leaf.js";
import {residualBlocks} from "../../components/network/residualBlocks.js";
import {survivalRates} from "../../components/network/survivalRates.js";
import {openBackend} from "../../components/worker/backend.js";
import {createTrainableModel} from "../../components/worker/createTrainableModel.js";
import type {PlanRunner} from "../../components/worker/openModel.js";
import {
  createStochasticDepthModel,
  someSurvivors,
  survivors
} from "../../components/worker/stochasticDepth.js";
import {createTrainer} from "../../components/worker/trainer.js";
import {relativeError} from "../model/numbers.js";
import {stateOf} from "../plan/referencePass.js";
import {withoutResidual} from "../plan/withoutResidual.js";
import {tinyDataset} from "./tinyDataset.js";

const dataset = tinyDataset();
const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};
const executors = ["plan", "reference"] as const;

const specOf = (network: Partial<RunSpec["network"]> = {}, options: Partial<RunSpec> = {}): RunSpec =>
  toRunSpec({
    network: {name: "cifar-resnet-14", width: 3, survival: 0.5, ...network},
    ...{steps: 6, batch: 8, evaluationInterval: 2, ...options}
  });

let plans: PlanRunner;

beforeAll(async () => {
  plans = (await openBackend({only: "wasm"})).plans!;
});

const trainableOf = async (spec: RunSpec, executor: (typeof executors)[number]) =>
  (await createTrainableModel(spec, {plans, executor})).model;

async function curve(spec: RunSpec, executor: (typeof executors)[number]) {
  const trainer = createTrainer(spec, dataset, await trainableOf(spec, executor));
  const points = [];
  while (trainer.taken < spec.steps) points.push(await trainer.step());
  const state = await trainer.state();
  trainer.dispose();
  return {points, state};
}

/** A seed whose step drops some blocks of six, and keeps others. */
const seed = 5;

describe("a run with survival", () => {
  for (const network of [{}, {shortcut: "B", order: "preActivation"}] as const) {
    test(`gives one curve by a plan and on the reference executor: ${JSON.stringify(network)}`, async () => {
      const spec = specOf(network, {measurementInterval: 3});
      const [plan, reference] = [await curve(spec, "plan"), await curve(spec, "reference")];
      for (const [i, point] of plan.points.entries()) {
        const other = reference.points[i];
        expect(point.lossNats).toBeCloseTo(other.lossNats, 3);
        expect(point.testError === undefined).toBe(other.testError === undefined);
        point.measured?.residuals.forEach((size, block) =>
          expect(size).toBeCloseTo(other.measured!.residuals[block], 3)
        );
      }
      expect(plan.points[2].measured?.residuals).toHaveLength(6);
      for (const name of ["conv1.weight", "layer2.0.conv1.weight", "fc.weight"])
        expect(relativeError(plan.state[name], reference.state[name]), name).toBeLessThan(1e-3);
    });
  }

  test("begins as one without it, and differs from it, and by its seed", async () => {
    const losses = async (survival: number, seed = 1) =>
      (await curve(specOf({survival}, {seed}), "plan")).points.map(({lossNats}) => lossNats);
    const [half, again, all] = [await losses(0.5), await losses(0.5), await losses(1)];
    expect(again).toEqual(half);
    expect(half.at(-1)).not.toBeCloseTo(all.at(-1)!, 3);
    expect(await losses(0.999999)).toEqual(all); // nothing is ever dropped in six steps
  });

  for (const executor of executors) {
    test(`learns in a step what the network without the dropped functions learns, and decays the others: ${executor}`, async () => {
      const spec = specOf();
      const {expression, input} = toNetwork(spec);
      const blocks = residualBlocks(expression);
      const alive = survivors(survivalRates(6, 0.5), seed);
      const dropped = blocks.filter((_, i) => !alive[i]);
      expect([dropped.length > 0, dropped.length < 6]).toEqual([true, true]);
      const {images, labels} = createBatches(dataset, {batch: 8, seed: 1}).at(0);
      const trained = await trainableOf(spec, executor);
      const before = await trained.state();
      const {lossNats} = await trained.step(images, labels, {...sgd, seed});
      const after = await trained.state();
      const model = createModel(withoutResidual(expression, dropped), input);
      model.load(stateOf(model.specs, before));
      expect(lossNats).toBeCloseTo((await model.step(images, labels, sgd)).lossNats, 4);
      const expected = await model.state();
      for (const {name} of model.specs)
        expect(relativeError(after[name], expected[name]), name).toBeLessThan(1e-4);
      const weight = `${dropped[0]}.conv1.weight`;
      const decayed = before[weight].map((value) => value * (1 - 0.05 * 1e-4));
      expect(relativeError(after[weight], decayed)).toBeLessThan(1e-6);
      const statistic = `${dropped[0]}.bn1.running_mean`;
      expect(after[statistic]).toEqual(before[statistic]);
      trained.dispose();
      model.dispose();
    });

    test(`is evaluated with F times its probability, before a step and after one that dropped blocks: ${executor}`, async () => {
      const spec = specOf();
      const {expression, input} = toNetwork(spec);
      const rates = survivalRates(6, 0.5);
      const scaled = withScaledResiduals(
        expression,
        new Map(residualBlocks(expression).map((block, i) => [block, rates[i]]))
      );
      const {images, labels} = createBatches(dataset, {batch: 8, seed: 2}).at(0);
      const trained = await trainableOf(spec, executor);
      const model = createModel(scaled, input);
      for (const steps of [0, 1]) {
        if (steps > 0) await trained.step(images, labels, {...sgd, seed});
        model.load(await trained.state());
        const [ours, theirs] = [await trained.evaluate(images, labels), await model.evaluate(images, labels)];
        expect(ours.lossNats).toBeCloseTo(theirs.lossNats, 4);
        expect(ours.errors).toBe(theirs.errors);
        expect(await trained.classify(images)).toEqual(await model.classify(images));
      }
      trained.dispose();
      model.dispose();
    });
  }

  test("goes on from a checkpoint as if never stopped", async () => {
    const spec = specOf({}, {steps: 4});
    const whole = await curve(spec, "plan");
    const first = createTrainer(spec, dataset, await trainableOf(spec, "plan"));
    for (let step = 0; step < 2; ++step) await first.step();
    const state = await first.state();
    first.dispose();
    const second = createTrainer(spec, dataset, await trainableOf(spec, "plan"), {step: 2, state});
    const points = [await second.step(), await second.step()];
    second.dispose();
    expect(points).toEqual(whole.points.slice(2));
  });
});

describe("survivors(rates, seed)", () => {
  test("survive as often as their rates say, each by itself", () => {
    const rates = survivalRates(4, 0.5);
    const draws = Array.from({length: 4000}, (_, seed) => survivors(rates, seed));
    const share = (kept: (draw: boolean[]) => boolean) => draws.filter(kept).length / draws.length;
    for (const [i, rate] of rates.entries()) expect(share((draw) => draw[i])).toBeCloseTo(rate, 1);
    expect(share((draw) => draw[2] && draw[3])).toBeCloseTo(rates[2] * rates[3], 1);
    expect(survivors(rates, 7)).toEqual(survivors(rates, 7));
  });

  test("are all of those whose rate is 1, whatever the seed", () => {
    for (let seed = 0; seed < 100; ++seed) expect(survivors([1, 1], seed)).toEqual([true, true]);
  });
});

describe("a run with survivingBlocks", () => {
  const spec = specOf({survival: undefined, survivingBlocks: 2});

  test("gives one curve by a plan and on the reference executor, which is not that of all blocks", async () => {
    const [plan, reference, all] = [await curve(spec, "plan"), await curve(spec, "reference"), await curve(specOf({survival: 1}), "plan")]; // prettier-ignore
    for (const [i, point] of plan.points.entries()) {
      expect(point.lossNats).toBeCloseTo(reference.points[i].lossNats, 3);
      expect(point.lossNats).not.toBe(all.points[i].lossNats);
    }
  });

  test("counts each block by the share of steps in which it survives, when it is tested", async () => {
    const gates: Gate[] = [];
    const model = {
      ...(await trainableOf(spec, "reference")),
      blocks: ["one", "two", "three", "four"],
      setGate: (_: string, gate: Gate) => void gates.push(gate)
    };
    createStochasticDepthModel(model, {survivingBlocks: 3});
    expect(gates).toEqual(model.blocks.map(() => ({residual: 1, shortcut: 1, residualTest: 0.75})));
    model.dispose();
  });
});

test("someSurvivors(some, all, seed) are so many, the same by the same seed, and each as often as the others", () => {
  const counts = Array.from<number>({length: 27}).fill(0);
  for (let seed = 0; seed < 2000; ++seed) {
    const chosen = someSurvivors(11, 27, seed);
    expect(chosen.filter(Boolean)).toHaveLength(11);
    chosen.forEach((survives, i) => (counts[i] += Number(survives)));
  }
  for (const count of counts) expect(Math.abs(count / 2000 - 11 / 27)).toBeLessThan(0.06);
  expect(someSurvivors(11, 27, 7)).toEqual(someSurvivors(11, 27, 7));
  expect(someSurvivors(27, 27, 3)).toEqual(counts.map(() => true));
});

test("createStochasticDepthModel() writes a gate only where it changes", async () => {
  const trained = await trainableOf(specOf({survival: undefined}), "reference");
  const gated = trained as unknown as Parameters<typeof createStochasticDepthModel>[0];
  const setGate = vi.spyOn(gated, "setGate");
  const stochastic = createStochasticDepthModel(gated, {survival: 0.5});
  expect(setGate).toHaveBeenCalledTimes(6);
  const {images, labels} = createBatches(dataset, {batch: 8, seed: 1}).at(0);
  await stochastic.step(images, labels, {...sgd, seed});
  const dropped = survivors(survivalRates(6, 0.5), seed).filter((alive) => !alive).length;
  expect(setGate).toHaveBeenCalledTimes(6 + dropped);
  await stochastic.step(images, labels, {...sgd, seed});
  expect(setGate).toHaveBeenCalledTimes(6 + dropped);
  stochastic.dispose();
});

/** A network with each residual function times a number, as an expression. */
function withScaledResiduals(
  network: Expression,
  factors: ReadonlyMap<string, number>,
  name = ""
): Expression {
  switch (network.type) {
    case "sequence":
      return sequence(...network.parts.map((part) => withScaledResiduals(part, factors, name)));
    case "sum":
      return sum(...network.branches.map((branch) => withScaledResiduals(branch, factors, name)));
    case "group": {
      const {label, role, body} = network;
      const inner = [name, label ?? ""].filter((part) => part !== "").join(".");
      if (role === "residual") return group(sequence(body, scale(factors.get(inner)!)), {label, role});
      return group(withScaledResiduals(body, factors, inner), {label, role});
    }
    default:
      return network;
  }
}
