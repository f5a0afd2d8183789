import {afterEach, expect, test, vi} from "vitest";
import type {Checkpoint} from "../../components/protocol/checkpoint.js";
import {savedSession, saveSession} from "../../components/stores/checkpoints.js";
import {tinySpec} from "../worker/tinyDataset.js";

import "fake-indexeddb/auto";

const checkpoint: Checkpoint = {
  runId: "1.0",
  spec: tinySpec(),
  step: 2,
  points: [{step: 1, lossNats: 2, trainingError: 0.5}],
  ended: false,
  state: {"conv1.weight": Float32Array.of(1, 2, 3)}
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
  await expect(fresh.saveSession("page", [checkpoint])).rejects.toThrow("denied");
  expect(await fresh.savedSession("page")).toBeUndefined();
});
