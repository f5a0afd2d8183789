import {createStore, set} from "idb-keyval";
import {afterEach, describe, expect, test, vi} from "vitest";
import {shallowSpec, toRunSpec} from "../../components/experiment/runSpec.js";
import type {Checkpoint} from "../../components/protocol/checkpoint.js";
import {adoptSession, forgetSession, savedSession, saveSession} from "../../components/stores/checkpoints.js";
import {tinySpec} from "../worker/tinyDataset.js";
import {filledState} from "./filledState.js";

import "fake-indexeddb/auto";

const checkpoint: Checkpoint = {
  runId: "1.0",
  spec: tinySpec(),
  step: 2,
  points: [{step: 1, lossNats: 2, trainingError: 0.5}],
  ended: false,
  state: filledState(tinySpec())
};

afterEach(() => vi.restoreAllMocks());

test("savedSession(key) is undefined where nothing was kept", async () => {
  expect(await savedSession("nowhere")).toBeUndefined();
});

test("savedSession(key) is what saveSession(key) kept last, with its time", async () => {
  const before = Date.now();
  await saveSession("page", [{...checkpoint, step: 1}]);
  await saveSession("page", [checkpoint]);
  await saveSession("other", [{...checkpoint, step: 9}]);
  const saved = (await savedSession("page"))!;
  expect(saved.checkpoints).toEqual([checkpoint]);
  expect(saved.checkpoints[0].state["conv1.weight"]).toBeInstanceOf(Float32Array);
  expect(saved.savedAt.getTime()).toBeGreaterThanOrEqual(before);
});

test("saveSession(key, []) forgets the runs of this page only", async () => {
  await saveSession("page", [checkpoint]);
  await saveSession("other", [checkpoint]);
  await saveSession("page", []);
  expect(await savedSession("page")).toBeUndefined();
  expect((await savedSession("other"))!.checkpoints).toHaveLength(1);
});

/** The module as another tab of the same browser has it. */
async function otherTab() {
  vi.resetModules();
  return import("../../components/stores/checkpoints.js");
}

test("saveSession(key, []) of one tab forgets nothing of another, which is offered where this one has none", async () => {
  const other = await otherTab();
  await other.saveSession("tabs", [{...checkpoint, step: 1}]);
  await saveSession("tabs", [checkpoint]);
  expect((await savedSession("tabs"))!.checkpoints).toEqual([checkpoint]);
  expect((await other.savedSession("tabs"))!.checkpoints[0].step).toBe(1);
  await saveSession("tabs", []);
  expect((await savedSession("tabs"))!.checkpoints[0].step).toBe(1);
});

test("adoptSession(key, found) makes another tab's runs this one's own, and forgetSession(place) forgets them", async () => {
  const gone = await otherTab();
  await gone.saveSession("adopted", [checkpoint]);
  const found = (await savedSession("adopted"))!;
  await adoptSession("adopted", found);
  expect((await savedSession("adopted"))!.place).not.toBe(found.place);
  expect((await gone.savedSession("adopted"))!.place).not.toBe(found.place);
  await forgetSession((await savedSession("adopted"))!.place);
  expect(await gone.savedSession("adopted")).toBeUndefined();
});

test("saveSession() opens the browser's store once, however often it keeps", async () => {
  await saveSession("page", [checkpoint]);
  const open = vi.spyOn(indexedDB, "open");
  await saveSession("page", [checkpoint]);
  await savedSession("page");
  expect(open).not.toHaveBeenCalled();
});

test("where the browser keeps nothing, saveSession() rejects and savedSession() is undefined", async () => {
  vi.resetModules();
  const fresh = await import("../../components/stores/checkpoints.js");
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
  await expect(fresh.saveSession("page", [checkpoint])).rejects.toThrow("it refuses to store anything");
  expect(await fresh.savedSession("page")).toBeUndefined();
});

describe("savedSession(key) offers nothing of what no run can go on from:", () => {
  const store = createStore("residual-course-runs", "sessions");
  const session = (checkpoints: unknown) => ({savedAt: new Date(), checkpoints});
  const {"conv1.weight": weight, ...others} = checkpoint.state;
  const velocity = {"velocity:conv1.weight": new Float32Array(weight.length)};

  test("a whole one is offered, with its optimiser's slots too", async () => {
    const whole = {...checkpoint, state: {...checkpoint.state, ...velocity}};
    await set("earlier", session([whole]), store);
    expect((await savedSession("earlier"))!.checkpoints).toEqual([whole]);
  });

  test("one that has taken no step, or has ended, needs no state", async () => {
    const list = [
      {...checkpoint, step: 0, points: [], state: {}},
      {...checkpoint, ended: true, state: {}}
    ];
    await set("earlier", session(list), store);
    expect((await savedSession("earlier"))!.checkpoints).toEqual(list);
  });

  test.each<[string, unknown]>([
    ["a text", "x"],
    ["nothing", null],
    ["an empty object", {}],
    ["no list", session(null)],
    ["an empty list", session([])],
    ["texts", session(["x", null, 1])],
    ["no time", {savedAt: "today", checkpoints: [checkpoint]}],
    ["an invalid time", {savedAt: new Date(NaN), checkpoints: [checkpoint]}],
    ["a spec of another course", session([{...checkpoint, spec: {network: "resnet"}}])],
    ["no spec", session([{...checkpoint, spec: undefined}])],
    ["a step that is no number", session([{...checkpoint, step: NaN}])],
    ["a step after the last", session([{...checkpoint, step: 5}])],
    ["no points", session([{...checkpoint, points: undefined}])],
    ["points without numbers", session([{...checkpoint, points: [{step: 1}]}])],
    ["a point of a step not taken", session([{...checkpoint, points: [{...checkpoint.points[0], step: 3}]}])],
    ["no weights", session([{...checkpoint, state: {}}])],
    ["a weight that is missing", session([{...checkpoint, state: others}])],
    [
      "a weight that is too short",
      session([{...checkpoint, state: {...others, "conv1.weight": weight.slice(1)}}])
    ],
    ["a weight that is a list", session([{...checkpoint, state: {...others, "conv1.weight": [...weight]}}])],
    ["a weight too many", session([{...checkpoint, state: {...checkpoint.state, "conv9.weight": weight}}])],
    [
      "a slot that is too short",
      session([{...checkpoint, state: {...checkpoint.state, "velocity:conv1.weight": weight.slice(1)}}])
    ],
    ["one of two that is broken", session([checkpoint, {...checkpoint, state: {}}])]
  ])("%s", async (_, kept) => {
    await set("earlier", kept, store);
    expect(await savedSession("earlier")).toBeUndefined();
  });

  test("a network that is still shallow is offered, and one of neither depth is not", async () => {
    const spec = toRunSpec({
      network: {name: "cifar-resnet-14", width: 1, zeroInitResidual: true},
      steps: 4,
      batch: 4,
      deepened: {from: "cifar-resnet-8", afterSteps: 3}
    });
    const shallow = {...checkpoint, spec, state: filledState(shallowSpec(spec)!)};
    await set("earlier", session([shallow]), store);
    expect((await savedSession("earlier"))!.checkpoints).toEqual([shallow]);
    const other = filledState(tinySpec({name: "cifar-resnet-20"}));
    await set("earlier", session([{...shallow, state: other}]), store);
    expect(await savedSession("earlier")).toBeUndefined();
  });
});
