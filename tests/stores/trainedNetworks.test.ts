import {createStore, set} from "idb-keyval";
import {beforeEach, describe, expect, test, vi} from "vitest";
import {newlyTrained} from "../../components/client/newlyTrained.js";
import type {ExperimentState, RunState} from "../../components/client/runState.js";
import {
  forgetTrained,
  keepTrained,
  mostKept,
  type TrainedNetwork,
  trainedNetworks
} from "../../components/stores/trainedNetworks.js";
import {tinySpec} from "../worker/tinyDataset.js";
import {filledState} from "./filledState.js";

import "fake-indexeddb/auto";

beforeEach(() => forgetTrained());

/** A network of a *seed*, that was trained on so many minutes past twelve. */
const network = (seed: number, {steps = 4, minute = seed, value = seed} = {}): TrainedNetwork => ({
  spec: tinySpec({seed}),
  steps,
  state: filledState(tinySpec({seed}), value),
  trainedAt: new Date(2026, 0, 1, 12, minute)
});

const seedsOf = (networks: readonly TrainedNetwork[]) => networks.map(({spec}) => spec.seed);

describe("trainedNetworks()", () => {
  test("is none where nothing was kept, or all was forgotten", async () => {
    expect(await trainedNetworks()).toEqual([]);
    await keepTrained(network(1));
    await forgetTrained();
    expect(await trainedNetworks()).toEqual([]);
  });

  test("is what keepTrained() kept, the newest first", async () => {
    for (const one of [network(2), network(3), network(1)]) await keepTrained(one);
    expect(await trainedNetworks()).toEqual([network(3), network(2), network(1)]);
  });

  test("has one network of a spec and its steps: the one that was kept last", async () => {
    await keepTrained(network(1, {value: 5}));
    await keepTrained(network(1, {value: 6, minute: 30}));
    await keepTrained(network(1, {steps: 2}));
    expect(await trainedNetworks()).toEqual([network(1, {value: 6, minute: 30}), network(1, {steps: 2})]);
  });

  test("has no more than are kept: the oldest goes, whenever it was kept", async () => {
    const seeds = Array.from({length: mostKept + 1}, (_, i) => i + 1);
    for (const seed of [...seeds].reverse()) await keepTrained(network(seed));
    expect(seedsOf(await trainedNetworks())).toEqual(seeds.slice(1).reverse());
  });

  test("has all networks of one experiment, which end at once", async () => {
    await Promise.all([1, 2, 3].map((seed) => keepTrained(network(seed))));
    expect(seedsOf(await trainedNetworks())).toEqual([3, 2, 1]);
  });
});

test("where the browser keeps nothing, keepTrained() rejects and trainedNetworks() is none", async () => {
  vi.resetModules();
  const fresh = await import("../../components/stores/trainedNetworks.js");
  const open = vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
  await expect(fresh.keepTrained(network(1))).rejects.toThrow("it refuses to store anything");
  expect(await fresh.trainedNetworks()).toEqual([]);
  open.mockRestore();
});

describe("what is no network hides no other:", () => {
  const store = createStore("residual-course-networks", "networks");
  const whole = network(1);

  test.each<[string, unknown]>([
    ["a text", "x"],
    ["nothing", null],
    ["an empty object", {}],
    ["no time", {...whole, trainedAt: undefined}],
    ["an invalid time", {...whole, trainedAt: new Date(NaN)}],
    ["a spec of another course", {...whole, spec: {network: "resnet"}}],
    ["steps that are no number", {...whole, steps: NaN}],
    ["no weights", {...whole, state: {}}],
    ["weights of another network", {...whole, state: filledState(tinySpec({name: "cifar-resnet-14"}))}]
  ])("%s", async (_, kept) => {
    await set("broken", kept, store);
    await keepTrained(network(2));
    expect(await trainedNetworks()).toEqual([network(2)]);
  });

  test("it is the first to be dropped", async () => {
    await set("broken", {...whole, trainedAt: undefined}, store);
    const seeds = Array.from({length: mostKept}, (_, i) => i + 1);
    for (const seed of seeds) await keepTrained(network(seed));
    expect(seedsOf(await trainedNetworks())).toEqual([...seeds].reverse());
  });
});

describe("newlyTrained()", () => {
  const trained = {"conv1.weight": Float32Array.of(1)};
  const point = (step: number) => ({step, lossNats: 1, trainingError: 0.5});
  const stateOf = (...runs: Partial<RunState>[]): ExperimentState => ({
    runs: runs.map((run, i) => ({
      ...{runId: `1.${i}`, spec: tinySpec({seed: i}), points: [point(1), point(2)], status: "running"},
      ...run
    })),
    notes: []
  });

  test("has a network when its state is there, with the steps it took, and once", () => {
    const ended = newlyTrained();
    expect(ended(stateOf({}, {}))).toEqual([]);
    expect(ended(stateOf({}, {trained}))).toMatchObject([{spec: {seed: 1}, steps: 2, state: trained}]);
    expect(ended(stateOf({}, {trained, status: "done"}))).toEqual([]);
    expect(seedsOf(ended(stateOf({trained: {...trained}}, {trained})))).toEqual([0]);
  });

  test("has a network that is trained again", () => {
    const ended = newlyTrained();
    expect(ended(stateOf({trained}))).toHaveLength(1);
    expect(ended(stateOf({trained: {...trained}}))).toHaveLength(1);
  });

  test("has none that was stopped before its first step", () => {
    expect(newlyTrained()(stateOf({trained, points: [], status: "stopped"}))).toEqual([]);
  });

  test("says when it was trained", () => {
    const before = Date.now();
    const [{trainedAt}] = newlyTrained()(stateOf({trained}));
    expect(trainedAt.getTime()).toBeGreaterThanOrEqual(before);
  });
});
