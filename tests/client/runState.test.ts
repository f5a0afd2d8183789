import {describe, expect, test} from "vitest";
import {
  type ExperimentState,
  initialState,
  isPaused,
  isUnderWay,
  nextState
} from "../../components/client/runState.js";
import type {StepMetrics} from "../../components/experiment/stepMetrics.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {tinySpec} from "../worker/tinyDataset.js";

const spec = tinySpec();
const start = (): ExperimentState =>
  initialState([
    {runId: "a", spec},
    {runId: "b", spec}
  ]);
const point = (step: number): StepMetrics => ({step, lossNats: 1 / step, trainingError: 0.5});
const pace = {stepsPerSecond: 2, imagesPerSecond: 8, secondsLeft: 1};

const points = (runId: string, ...steps: number[]): TrainerEvent => ({
  type: "points",
  runId,
  points: steps.map(point),
  pace
});
const after = (...events: TrainerEvent[]): ExperimentState => events.reduce(nextState, start());
const preparing: TrainerEvent = {type: "preparing", what: "x", done: 0, total: 2};

test("initialState(runs) waits, or stands where a checkpoint left it", () => {
  const state = initialState([
    {runId: "a", spec},
    {runId: "b", spec, points: [point(1)], ended: false},
    {runId: "c", spec, points: [point(1)], ended: true}
  ]);
  expect(state.runs.map(({status, points}) => [status, points.length])).toEqual([
    ["waiting", 0],
    ["waiting", 1],
    ["done", 1]
  ]);
  expect(state.notes).toEqual([]);
});

describe("nextState(state, event)", () => {
  test("ready: where the runs train", () => {
    const ready: TrainerEvent = {type: "ready", backend: "wasm", device: "processor", failures: []};
    expect(after(ready).place).toMatchObject({backend: "wasm", device: "processor"});
  });

  test("state: what became of the run's parameters", () => {
    const state = {w: Float32Array.of(1)};
    const {runs} = after({type: "state", runId: "b", step: 4, state}, {type: "done", runId: "b", step: 4});
    expect(runs.map(({trained}) => trained)).toEqual([undefined, state]);
  });

  test("preparing: what is made ready, until a run tells of itself", () => {
    expect(after(preparing).preparing).toMatchObject({what: "x", done: 0, total: 2});
    const ends: TrainerEvent[] = [
      points("a", 1),
      {type: "paused", runId: "a", step: 0},
      {type: "stopped", runId: "a", step: 0},
      {type: "failed", runId: "a", message: "no"},
      {type: "error", message: "no"}
    ];
    for (const event of ends) expect(after(preparing, event).preparing).toBeUndefined();
  });

  test("points: added to their run, which runs, with its pace", () => {
    const {runs} = after(points("a", 1), points("a", 2, 3));
    expect(runs[0]).toMatchObject({status: "running", pace, points: [1, 2, 3].map(point)});
    expect(runs[1]).toMatchObject({status: "waiting", points: []});
  });

  test("points of steps taken again replace the old ones", () => {
    const again = {...points("a", 2), points: [{...point(2), lossNats: 9}]} as TrainerEvent;
    expect(after(points("a", 1, 2, 3), again).runs[0].points).toEqual([point(1), {...point(2), lossNats: 9}]);
  });

  test("paused, resumed: the run's status; a single step while paused does not resume", () => {
    const paused: TrainerEvent = {type: "paused", runId: "a", step: 1};
    expect(after(points("a", 1), paused).runs[0].status).toBe("paused");
    expect(after(paused, points("a", 2)).runs[0].status).toBe("paused");
    expect(after(paused, {type: "resumed", runId: "a", step: 1}).runs[0].status).toBe("running");
  });

  test("done, stopped: the run's status", () => {
    expect(after({type: "done", runId: "a", step: 4}).runs.map(({status}) => status)).toEqual([
      "done",
      "waiting"
    ]);
    expect(after({type: "stopped", runId: "b", step: 4}).runs[1].status).toBe("stopped");
  });

  test("diverged, failed: the run's status and why", () => {
    expect(after({type: "diverged", runId: "a", step: 7, learningRate: 3}).runs[0]).toMatchObject({
      status: "diverged",
      message: "the loss is no longer a number at step 7, with learning rate 3"
    });
    expect(after({type: "failed", runId: "b", message: "too big"}).runs[1]).toMatchObject({
      status: "failed",
      message: "too big"
    });
  });

  test("restarted, unsaved: a note, once", () => {
    const restarted = (runId: string): TrainerEvent => ({
      type: "restarted",
      runId,
      step: 3,
      reason: "the device was lost"
    });
    const unsaved: TrainerEvent = {type: "unsaved", reason: "private window"};
    expect(after(restarted("a"), restarted("b"), unsaved, unsaved).notes).toEqual([
      "the device was lost; training went on from step 3",
      "this browser keeps no runs (private window); a reload would lose them"
    ]);
  });

  test("error: no run goes on", () => {
    const state = after(points("a", 1), {type: "error", message: "no backend works"});
    expect(state.error).toBe("no backend works");
    expect(isUnderWay(state)).toBe(false);
  });

  test("checkpoint, sample, imported, refused: nothing", () => {
    const state = start();
    const others: TrainerEvent[] = [
      {type: "checkpoint", runId: "a", step: 1},
      {type: "sample", requestId: 1, sample: {size: 16, classes: [], pixels: new Uint8Array(0), count: 0}},
      {type: "imported", requestId: 1, train: 1, test: 1},
      {type: "refused", requestId: 1, message: "no"}
    ];
    for (const event of others) expect(nextState(state, event)).toBe(state);
  });

  test("an unknown event throws", () => {
    expect(() => nextState(start(), {type: "hello"} as never)).toThrow('unknown event: {"type":"hello"}');
  });

  test("does not change the state it was given", () => {
    const before = after(points("a", 1));
    const copy = structuredClone(before);
    nextState(before, points("a", 2));
    nextState(before, {type: "unsaved", reason: "x"});
    expect(before).toEqual(copy);
  });
});

test("isUnderWay(state) until every run has ended", () => {
  expect(isUnderWay(initialState([]))).toBe(false);
  expect(isUnderWay(start())).toBe(true);
  const one = after({type: "done", runId: "a", step: 4});
  expect(isUnderWay(one)).toBe(true);
  expect(isUnderWay(nextState(one, {type: "diverged", runId: "b", step: 1, learningRate: 1}))).toBe(false);
});

test("isPaused(state) when all runs under way stand still", () => {
  const one = after({type: "paused", runId: "a", step: 1});
  expect(isPaused(one)).toBe(false);
  expect(isPaused(nextState(one, {type: "paused", runId: "b", step: 1}))).toBe(true);
  expect(isPaused(nextState(one, {type: "done", runId: "b", step: 4}))).toBe(true);
  expect(isPaused(after({type: "done", runId: "a", step: 4}, {type: "done", runId: "b", step: 4}))).toBe(
    false
  );
});
