import {beforeAll, describe, expect, test, vi} from "vitest";
import {createModel} from "../../../components/model/model.js";
import {type Expression, group, sequence} from "../../../components/network/expression.js";
import {padChannels, subsample} from "../../../components/network/leaf.js";
import {type NamedNetwork, namedNetwork} from "../../../components/network/named.js";
import type {NamedOptions} from "../../../components/network/networkFields.js";
import {parameters} from "../../../components/network/parameters.js";
import {outputShape} from "../../../components/network/shapes.js";
import type {PlannedLesion} from "../../../components/protocol/analyses.js";
import {lesionPlan} from "../../../components/worker/analysis/lesionPlan.js";
import {lesions} from "../../../components/worker/analysis/lesions.js";
import {testImages, testResult} from "../../../components/worker/analysis/testError.js";
import {withBypasses} from "../../../components/worker/analysis/withBypasses.js";
import {openBackend} from "../../../components/worker/backend.js";
import {stateOf} from "../../plan/referencePass.js";
import {withoutResidual} from "../../plan/withoutResidual.js";
import {tinyDataset} from "../tinyDataset.js";
import {subjectOf, trainedState} from "./subjects.js";

const images = testImages(tinyDataset(), 12);

const net = (kind: "resnet" | "plain", options: NamedOptions = {}): NamedNetwork =>
  namedNetwork(`cifar-${kind}-14`, {width: 3, size: 16, ...options});

/** A plain network whose *blocks* are not there: nothing in their place, or what option A puts there. */
function withoutBlocks(
  network: Expression,
  blocks: ReadonlyMap<string, Expression[]>,
  name = ""
): Expression {
  if (network.type === "sequence")
    return sequence(...network.parts.map((part) => withoutBlocks(part, blocks, name)));
  if (network.type !== "group") return network;
  const inner = [name, network.label ?? ""].filter((part) => part !== "").join(".");
  const instead = blocks.get(inner);
  return instead
    ? sequence(...instead)
    : group(withoutBlocks(network.body, blocks, inner), {label: network.label, role: network.role});
}

beforeAll(async () => {
  await openBackend({only: "wasm"}); // for the reference executor
});

describe("lesions(subject, images, planned)", () => {
  const sets = [["layer1.1"], ["layer2.0"], ["layer1.0", "layer2.0", "layer3.1"]];

  for (const [title, options] of [
    ["option A", {}],
    ["option B, λ = 0.5", {shortcut: "B", shortcutScale: 0.5}],
    ["pre-activation", {order: "preActivation"}]
  ] as [string, NamedOptions][]) {
    test(`are what the residual network without those residual functions gives: ${title}`, async () => {
      const {expression, input, name} = net("resnet", options);
      const state = await trainedState({expression, input, name});
      for (const path of ["plan", "reference"] as const) {
        const subject = await subjectOf({expression, input, name}, {state, executor: path});
        const planned = lesionPlan([...subject.gates.keys()], {sets, all: true}, 1);
        const [whole, ...found] = await lesions(subject, images, planned);
        for (const {deleted, lossNats, error} of found) {
          const model = createModel(withoutResidual(expression, deleted), input);
          model.load(stateOf(model.specs, state));
          const expected = await testResult(model, images);
          expect(lossNats, deleted.join()).toBeCloseTo(expected.lossNats, 4);
          expect(error).toBe(expected.error);
          expect(lossNats).not.toBeCloseTo(whole.lossNats, 4);
          model.dispose();
        }
        expect(found.at(-1)!.deleted).toHaveLength(6);
        subject.model.dispose();
      }
    });
  }

  for (const [title, options] of [
    ["original order", {}],
    ["pre-activation", {order: "preActivation"}],
    ["no normalization", {norm: false}]
  ] as [string, NamedOptions][]) {
    test(`are what the plain network built without those blocks gives, names kept: ${title}`, async () => {
      const network = net("plain", options);
      const {expression, input} = network;
      const state = await trainedState(network);
      const instead = (block: string): Expression[] =>
        block === "layer2.0" ? [subsample(2), padChannels(6)] : [];
      for (const path of ["plan", "reference"] as const) {
        const subject = await subjectOf(network, {state, executor: path});
        const planned = lesionPlan([...subject.gates.keys()], {sets}, 1);
        for (const {deleted, lossNats, error} of await lesions(subject, images, planned)) {
          const without = withoutBlocks(expression, new Map(deleted.map((name) => [name, instead(name)])));
          const model = createModel(without, input);
          expect(model.specs.length < Object.keys(state).length).toBe(deleted.length > 0);
          model.load(stateOf(model.specs, state));
          const expected = await testResult(model, images);
          expect(lossNats, deleted.join()).toBeCloseTo(expected.lossNats, 4);
          expect(error).toBe(expected.error);
          model.dispose();
        }
        subject.model.dispose();
      }
    });
  }

  test("with stochastic depth, F of the blocks that are left counts by its probability", async () => {
    const network = net("resnet");
    const state = await trainedState(network);
    const [plain, scaled] = [
      await subjectOf(network, {state}),
      await subjectOf(network, {state, survival: 0.5})
    ];
    const planned: PlannedLesion[] = [{kind: "none", deleted: []}];
    const lossOf = async (subject: typeof plain, plan = planned) =>
      (await lesions(subject, images, plan))[0].lossNats;
    expect(await lossOf(scaled)).not.toBeCloseTo(await lossOf(plain), 4);
    const blocks = [...scaled.gates.keys()];
    expect([...scaled.gates.values()][5]).toEqual({residual: 0.5, shortcut: 1});
    const all: PlannedLesion[] = [{kind: "all", deleted: blocks}];
    expect(await lossOf(scaled, all)).toBeCloseTo(await lossOf(plain, all), 6);
    for (const {model} of [plain, scaled]) model.dispose();
  });

  test("tell each as it is found, stop if cancelled, and leave the network whole", async () => {
    const network = net("resnet");
    const subject = await subjectOf(network, {state: await trainedState(network)});
    const [whole, ...rest] = lesionPlan([...subject.gates.keys()], {each: true}, 1);
    const [before] = await lesions(subject, images, [whole]);
    const onProgress = vi.fn();
    const nextTask = vi.fn(async () => {});
    const cancelled = () => onProgress.mock.calls.length === 2;
    await expect(lesions(subject, images, rest, {onProgress, cancelled, nextTask})).rejects.toMatchObject({
      name: "AnalysisStoppedError"
    });
    expect(onProgress.mock.calls.map(([{done, total, rows}]) => [done, total, rows[0].deleted])).toEqual([
      [1, 6, ["layer1.0"]],
      [2, 6, ["layer1.1"]]
    ]);
    expect(nextTask).toHaveBeenCalledTimes(2);
    expect(await testResult(subject.model, images)).toEqual({lossNats: before.lossNats, error: before.error});
    subject.model.dispose();
  });
});

describe("withBypasses(network, input)", () => {
  test("leaves a residual network as it is, and a plain one its parameters and shapes", () => {
    const residual = net("resnet");
    expect(withBypasses(residual.expression, residual.input)).toBe(residual.expression);
    const {expression, input} = net("plain");
    const bypassed = withBypasses(expression, input);
    expect(parameters(bypassed, input)).toEqual(parameters(expression, input));
    expect(outputShape(bypassed, input)).toEqual([1, 1, 10]);
  });

  test("throws at a block that no shortcut of option A can bridge: one with fewer channels", () => {
    const narrowing = group(padChannels(8), {label: "a", role: "block"});
    const {expression} = net("plain");
    expect(() => withBypasses(sequence(narrowing, expression), [16, 16, 3])).not.toThrow();
    const stage = net("plain", {width: 8}).expression;
    const block = group(group(stage, {role: "residual"}), {label: "whole", role: "block"});
    expect(() => withBypasses(block, [16, 16, 12])).toThrow("no shortcut of option A fits");
  });
});
