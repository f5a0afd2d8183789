import {beforeAll, describe, expect, test} from "vitest";
import type {ModelState} from "../../components/experiment/modelState.js";
import {createModel} from "../../components/model/model.js";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {type Expression, group, label, sequence, sum} from "../../components/network/expression.js";
import {conv, dense, globalAveragePool, identity, norm, relu} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import type {Volume} from "../../components/network/shapes.js";
import {gpuParts} from "../../components/plan/machines/webgpu/gpuParts.js";
import {createPlan} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import {type Call, isRun, type Parts, wholeSums} from "../../components/plan/program.js";
import type {Tensor} from "../../components/plan/tensor.js";
import {trace} from "../../components/plan/trace.js";
import {openBackend} from "../../components/worker/backend.js";
import {relativeError} from "../model/numbers.js";
import {deepNetworks, networkKinds} from "./networkKinds.js";
import {poison} from "./poison.js";
import {randomBatch} from "./randomBatch.js";
import {createWasmModel} from "./wasmModel.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};

/** Sums in parts, whose addition waits for those of other layers, but not for all. */
const inParts: Parts = {rows: () => 3, together: (rows) => rows < 100, filter: () => 2, waiting: 2000};

/** Kinds that have residual functions to drop. */
const kinds = [
  ...networkKinds.filter(([name]) => !name.includes("plain")),
  ["cifar-resnet-11", {width: 2, block: "bottleneck"}],
  ["cifar-resnet-20", {width: 2, block: "bottleneck", preActivation: true, shortcut: "B"}],
  ["cifar-resnet-8", {width: 4, zeroInit: true, shortcut: "B"}]
] as typeof networkKinds;

/** What steps drop of so many blocks, one after the other. */
function drops(blocks: readonly string[]): Set<string>[] {
  const every = (n: number) => blocks.filter((_, i) => i % 2 === n);
  return [[], every(0), blocks, every(1), [blocks[0]], []].map((some) => new Set(some));
}

/** Lets the next steps drop the residual functions of *dropped*, and no others. */
function drop(
  model: Pick<PlanModel, "blocks" | "setGate">,
  dropped: ReadonlySet<string>,
  shortcut = 1
): void {
  for (const block of model.blocks) model.setGate(block, {residual: dropped.has(block) ? 0 : 1, shortcut});
}

/** Returns a model that multiplies by 0 what others drop. */
async function computingAll(create: () => Promise<PlanModel>): Promise<PlanModel> {
  const {plan, machine} = await create();
  return new PlanModel(plan, {...machine, run: (program, read) => machine.run(program, read)}, 7);
}

/** Returns the running statistics of the residual functions of *dropped*. */
function statisticsOf(network: Expression, input: Volume, dropped: ReadonlySet<string>): string[] {
  return trace(network, input)
    .operations.filter(({type, residualOf}) => type === "norm" && dropped.has(residualOf ?? "none"))
    .flatMap(({name}) => [`${name}.running_mean`, `${name}.running_var`]);
}

/** Returns the names of what has not the very same numbers in both states. */
function differences(ours: ModelState, theirs: ModelState): string[] {
  const same = (a: Float32Array, b: Float32Array) => a.every((value, i) => value === b[i]); // NaN is not
  return Object.keys(theirs).filter((name) => !same(ours[name], theirs[name]));
}

beforeAll(async () => {
  await openBackend({only: "cpu"}); // for the reference executor
});

describe("a step that drops residual functions", () => {
  for (const [name, options] of kinds) {
    const title = `${name} ${JSON.stringify(options)}`;
    const {expression, input} = namedNetwork(name, {size: 8, ...options});

    test(`is the reference executor's: ${title}`, async () => {
      const plan = await createWasmModel(expression, input, {seed: 3});
      const reference = createModel(expression, input, {seed: 3});
      for (const [i, dropped] of drops(plan.blocks).slice(0, 4).entries()) {
        const {images, labels} = randomBatch(4, input, {seed: i});
        for (const model of [plan, reference]) drop(model, dropped, 0.9);
        reference.load(await plan.state()); // a relu that flips does not add up
        const [ours, theirs] = [
          await plan.step(images, labels, sgd),
          await reference.step(images, labels, sgd)
        ];
        expect(ours.lossNats).toBeCloseTo(theirs.lossNats, 4);
        expect(ours.errors).toBe(theirs.errors);
        await expectClose(await plan.state(), await reference.state());
      }
      const {images, labels} = randomBatch(4, input, {seed: 9});
      const [ours, theirs] = [await plan.evaluate(images, labels), await reference.evaluate(images, labels)];
      expect(ours.lossNats).toBeCloseTo(theirs.lossNats, 3);
      plan.dispose();
      reference.dispose();
    });

    for (const [parts, way] of [
      [wholeSums, "whole"],
      [inParts, "in parts"]
    ] as const) {
      test(`gives the numbers of one that multiplies them by 0, reads nothing that is not there, and does not depend on steps before; sums ${way}: ${title}`, async () => {
        await expectSkippingIsExact(expression, input, parts);
      });
    }
  }

  for (const [title, network] of strangeNetworks()) {
    test(`gives the numbers of one that multiplies them by 0: ${title}`, async () => {
      for (const parts of [wholeSums, inParts]) await expectSkippingIsExact(network, [6, 6, 4], parts);
    });
  }

  for (const [name, options] of deepNetworks) {
    test(`lets no call read what no call before it has written: ${name} ${JSON.stringify(options)}`, () => {
      const {expression, input} = namedNetwork(name, {size: 16, ...options});
      const {train, blocks} = createPlan(expression, input, {batch: 4, parts: gpuParts});
      for (const dropped of drops(blocks)) {
        const written = new Set<Tensor>();
        for (const call of train.calls.filter((call) => isRun(call, dropped))) {
          for (const tensor of [...Object.values(call.read), ...changedInPlace(call)])
            if (tensor.space === "activations" && call.kernel.type !== "reduce")
              expect(written, `${call.kernel.type} of ${tensor.name}`).toContain(tensor);
          for (const tensor of Object.values(call.write)) written.add(tensor);
        }
      }
    });
  }

  test("leaves the running statistics as they are, and no gradient", async () => {
    const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, size: 8, shortcut: "B"});
    const model = await createWasmModel(expression, input);
    const {images, labels} = randomBatch(4, input);
    await model.step(images, labels, sgd);
    const before = await model.state();
    drop(model, new Set(["layer2.0"]));
    poison(model);
    await model.step(images, labels, sgd);
    const after = await model.state();
    const statistics = model.plan.specs.filter(({trainable}) => !trainable).map(({name}) => name);
    const same = statistics.filter((name) => after[name].every((value, i) => value === before[name][i]));
    const parts = ["running_mean", "running_var"];
    expect(same).toEqual(["bn1", "bn2"].flatMap((bn) => parts.map((part) => `layer2.0.${bn}.${part}`)));
    const {gradientNorms, responses} = await model.measure();
    const without = [...gradientNorms].filter(([, norm]) => norm === 0).map(([name]) => name);
    const learned = ["conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight", "bn2.weight", "bn2.bias"];
    expect(without).toEqual(learned.map((part) => `layer2.0.${part}`));
    expect(responses.map(({residual}) => residual > 0)).toEqual([true, true, true]); // measured all the same
  });

  test("computes what only goes forward or only goes back", async () => {
    const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, size: 8});
    const {images, labels} = randomBatch(4, input);
    for (const gate of [
      {residual: 1, residualBack: 0, shortcut: 1},
      {residual: 0, residualBack: 1, shortcut: 1}
    ]) {
      const model = await createWasmModel(expression, input);
      model.setGate("layer2.0", gate);
      const before = await model.state();
      await model.step(images, labels, sgd);
      const after = await model.state();
      expect(after["layer2.0.bn2.running_mean"]).not.toEqual(before["layer2.0.bn2.running_mean"]);
    }
  });
});

describe("an evaluation without residual functions", () => {
  for (const [name, options] of kinds) {
    test(`gives the numbers of one that multiplies them by 0: ${name} ${JSON.stringify(options)}`, async () => {
      const {expression, input} = namedNetwork(name, {size: 8, ...options});
      const create = () => createWasmModel(expression, input);
      const model = await create();
      const whole = await computingAll(create);
      const {images, labels} = randomBatch(6, input);
      for (const dropped of drops(model.blocks)) {
        for (const one of [model, whole]) drop(one, dropped);
        poison(model);
        expect(await model.evaluate(images, labels)).toEqual(await whole.evaluate(images, labels));
      }
    });
  }
});

/**
 * Expects steps that drop residual functions, on memory full of NaN, to give the very numbers of steps that multiply them
 * by 0, and of a model that takes the last one only.
 */
async function expectSkippingIsExact(network: Expression, input: Volume, parts: Parts): Promise<void> {
  const create = () => createWasmModel(network, input, {withInput: true, parts});
  const model = await create();
  const whole = await computingAll(create);
  for (const [i, dropped] of drops(model.blocks).entries()) {
    const {images, labels} = randomBatch(4, input, {seed: i});
    const [state, before] = [await model.state(), await stateOf(model)];
    for (const one of [model, whole]) drop(one, dropped, i === 3 ? 0.75 : 1);
    poison(model);
    expect(await model.step(images, labels, sgd)).toEqual(await whole.step(images, labels, sgd));
    const [after, expected] = [await stateOf(model), await stateOf(whole)];
    const statistics = statisticsOf(network, input, dropped);
    expect(differences(after, expected).filter((name) => !statistics.includes(name))).toEqual([]);
    expect(differences(after, before).filter((name) => statistics.includes(name))).toEqual([]);
    const fresh = await create();
    fresh.load(state);
    drop(fresh, dropped, i === 3 ? 0.75 : 1);
    await fresh.step(images, labels, sgd);
    expect(differences(await stateOf(fresh), after)).toEqual([]);
    whole.load(await model.state()); // running statistics too
  }
}

/** A model's state, and the gradient of the images in the last step. */
async function stateOf(model: PlanModel): Promise<ModelState> {
  const [gradient] = await model.machine.read([model.plan.tensors.inputGradient!]);
  return {...(await model.state()), "gradient of the images": gradient};
}

async function expectClose(ours: ModelState, theirs: ModelState): Promise<void> {
  expect(Object.keys(ours).toSorted()).toEqual(Object.keys(theirs).toSorted());
  for (const name of Object.keys(theirs)) {
    const error = relativeError(ours[name], theirs[name]);
    if (Math.hypot(...theirs[name]) > 1e-6) expect(error, name).toBeLessThan(1e-3);
  }
}

/** What a call reads and writes at one place. */
function changedInPlace({kernel, write}: Call): Tensor[] {
  switch (kernel.type) {
    case "inputGradient":
      return kernel.accumulation.keep === undefined ? [] : [write.dx];
    case "normGradient":
      return [
        ...(kernel.accumulation.keep === undefined ? [] : [write.dx]),
        ...(kernel.activation ? [write.dy] : [])
      ];
    case "accumulate":
      return kernel.keep === 0 ? [] : [write.dx];
    case "resampleGradient":
    case "globalAveragePoolGradient":
      return kernel.accumulate ? [write.dx] : [];
    case "copyChannels":
      return kernel.accumulate ? [write.y] : [];
    case "activationGradient":
    case "normGradientSums":
      return [write.dy];
    case "scale":
      return [write.dx];
    default:
      return [];
  }
}

/** Networks that are built otherwise than those of the papers. */
function strangeNetworks(): [title: string, network: Expression][] {
  const residual = (body: Expression) => group(body, {role: "residual"});
  const shortcut = (body: Expression) => group(body, {role: "shortcut"});
  const path = sequence(label("conv", conv(4, 3)), label("bn", norm()));
  const activatedPath = sequence(label("one", relu()), label("conv", conv(4, 3)));
  const projection = sequence(label("down", conv(4, 1)), label("normed", norm()));
  const block = sum(residual(path), shortcut(identity()));
  const head = sequence(label("pool", globalAveragePool()), label("fc", dense(10)));
  const whole = (...body: Expression[]) => sequence(...body, head);
  return [
    ["the shortcut first", whole(label("b", sum(shortcut(identity()), residual(path))))],
    ["a projection first", whole(label("b", sum(shortcut(projection), residual(path))))],
    ["a projection before a relu", whole(label("b", sum(shortcut(projection), residual(activatedPath))))],
    [
      "a block in a residual function",
      whole(label("b", sum(residual(label("c", block)), shortcut(identity()))))
    ],
    ["a residual function of nothing", whole(label("b", sum(residual(identity()), shortcut(projection))))],
    [
      "two sums of one name",
      whole(label("b", sequence(label("x", block.branches[0]), sum(residual(path), shortcut(projection)))))
    ],
    ["a residual function of no role", whole(label("b", sum(path, shortcut(identity()))))],
    ["a block on the images", whole(label("b", basicBlock(4, 4, {preActivation: true})))]
  ];
}
