// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {isPaused} from "../../components/client/runState.js";
import {toTraining} from "../../components/experiment/trainingSpec.js";
import {liveTraining, type LiveTrainingOptions} from "../../components/panels/liveTraining.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {fakeClock} from "./fakeClock.js";
import {done, fakeWorkers, microtasks, point} from "./fakeWorkers.js";

const training = toTraining({networks: ["cifar-resnet-8"], width: 1, steps: 9});

/** Returns a training whose callbacks write down what they are told. */
function create(options: Partial<LiveTrainingOptions> = {}) {
  const fake = fakeWorkers();
  const clock = fakeClock();
  const log: string[] = [];
  const client = {...fake.client, terminate: () => (log.push("terminate"), fake.client.terminate())};
  const live = liveTraining({
    client,
    clock,
    show: ({runs: [{points, status}]}) => void log.push(`show ${status} ${points.at(-1)?.step ?? 0}`),
    speak: ({runs: [{points}]}) => void log.push(`speak ${points.at(-1)?.step ?? 0}`),
    onTrained: ({steps}) => void log.push(`trained ${steps}`),
    draw: () => void log.push("draw"),
    ...options
  });
  const told = () => log.splice(0);
  const types = () => fake.workers.map(({requests}) => requests.map(({type}) => type));
  return {...fake, client, clock, live, told, types};
}

const trained: TrainerEvent = {
  ...{type: "state", runId: "1.0", step: 2},
  state: {"conv1.weight": Float32Array.of(1)}
};

/** Returns a promise, and what settles it. */
function invalidatable() {
  let invalidate = () => {};
  const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
  return {invalidation, invalidate: () => (invalidate(), microtasks())};
}

test("liveTraining() tells nothing and has no worker until it starts", () => {
  const {live, told, workers} = create();
  expect([live.state.runs, live.live, live.underWay, live.over, live.count]).toEqual([
    [],
    false,
    false,
    false,
    0
  ]);
  expect([told(), workers.length]).toEqual([[], 0]);
});

describe("start()", () => {
  test("shows every change, and then speaks, hands on networks, draws and ends the worker, in this order", async () => {
    const {live, answer, told, alive, clock} = create({endsWorker: true});
    live.start(training);
    expect([told(), live.live, live.underWay]).toEqual([["show waiting 0", "speak 0"], true, true]);
    await answer(point(0, 1), point(0, 2), trained);
    expect(told()).toEqual(["show running 1", "show running 2", "show running 2", "trained 2"]);
    await answer(done(0, {step: 2}));
    expect(told()).toEqual(["show done 2", "speak 2", "draw", "terminate"]);
    expect([live.live, live.underWay, alive(), clock.waiting()]).toEqual([true, false, 0, 0]);
    expect(live.state.runs[0].points).toHaveLength(2);
  });

  test("leaves the worker, unless it is to end with the runs", async () => {
    const {live, answer, told, alive} = create();
    live.start(training);
    await answer(done(0));
    expect([told().includes("terminate"), alive()]).toEqual([false, 1]);
  });

  test("again counts, drops what the earlier runs still tell, and needs no other worker", async () => {
    const {live, answer, told, workers} = create();
    live.start(training);
    await answer(point(0, 1));
    live.start(training);
    told();
    await answer(point(0, 2), point(0, 1, {start: 2}));
    expect([told(), live.count, live.experiment, workers.length]).toEqual([
      ["show running 1"],
      2,
      training,
      1
    ]);
  });

  test("shows a worker that fails as the end, and starts another", async () => {
    const {live, crash, told, workers, alive} = create({endsWorker: true});
    live.start(training);
    told();
    await crash("no such module");
    expect(told()).toEqual(["show waiting 0", "speak 0", "draw", "terminate"]);
    expect([live.state.error, live.underWay]).toEqual(["no such module", false]);
    live.start(training);
    expect([live.state.error, workers.length, alive()]).toEqual([undefined, 2, 1]);
  });

  test("asks for trained networks only where something takes them", () => {
    const [one, other] = [create(), create({onTrained: undefined})];
    for (const {live} of [one, other]) live.start(training);
    expect(one.workers[0].requests).toMatchObject([{type: "start", states: true}]);
    expect(other.workers[0].requests).toMatchObject([{type: "start", states: false}]);
  });
});

test("the figure is drawn at most every 250 ms, at the end at once, and whenever redraw() asks", async () => {
  const {live, answer, told, clock} = create({show: () => {}, speak: undefined});
  clock.move(250);
  live.start(training);
  clock.move(0);
  expect(told()).toEqual(["draw"]);
  await answer(point(0, 1));
  clock.move(249);
  await answer(point(0, 2));
  expect(told()).toEqual([]);
  clock.move(1);
  expect(told()).toEqual(["draw"]);
  await answer(point(0, 3));
  clock.move(200);
  live.redraw();
  expect(told()).toEqual(["draw"]);
  clock.move(200);
  expect(told()).toEqual([]);
  await answer(point(0, 4), done(0));
  expect(told()).toEqual(["draw"]);
  clock.move(1000);
  expect(told()).toEqual([]);
});

test("a screen reader is told of the start, then at most every ten seconds, and of the end", async () => {
  const {live, answer, told, clock} = create({show: () => {}, draw: undefined});
  live.start(training);
  expect(told()).toEqual(["speak 0"]);
  clock.move(9_999);
  await answer(point(0, 1));
  expect(told()).toEqual([]);
  clock.move(1);
  await answer(point(0, 2), point(0, 3));
  expect(told()).toEqual(["speak 2"]);
  await answer(point(0, 4), done(0));
  expect(told()).toEqual(["speak 4"]);
  live.start(training);
  expect(told()).toEqual([]); // ten seconds have not passed
});

test("a network is handed on once", async () => {
  const {live, answer, told} = create({show: () => {}, speak: undefined, draw: undefined});
  live.start(training);
  await answer(point(0, 2), trained, point(0, 3), done(0));
  expect(told()).toEqual(["trained 2"]);
});

describe("halt()", () => {
  test("ends the worker at once, draws no more, and drops what is still to come", async () => {
    const {live, answer, told, clock, workers, alive} = create();
    live.start(training);
    await answer(point(0, 1));
    told();
    workers[0].onmessage!({data: [point(0, 2)]} as MessageEvent<TrainerEvent[]>); // waits in the queue
    live.halt();
    await microtasks();
    clock.move(1000);
    expect([told(), alive(), live.live, live.underWay]).toEqual([["terminate"], 0, false, false]);
    expect([live.state.error, live.state.runs[0].points.length]).toEqual([undefined, 1]);
  });

  test("lets another training start, in a worker of its own", async () => {
    const {live, answer, told, workers, alive} = create();
    live.start(training);
    live.halt();
    live.start(training);
    told();
    await answer(point(0, 1, {start: 2}));
    expect([told(), workers.length, alive(), live.underWay]).toEqual([["show running 1"], 2, 1, true]);
  });

  test("leaves a client alone that others use by now", async () => {
    const {live, client, answer, told, alive} = create({endsWorker: true});
    live.halt();
    expect(told()).toEqual([]);
    live.start(training);
    await answer(done(0));
    void client.sample({
      name: "shapes",
      size: 32,
      difficulty: "plain",
      normalization: "deviation",
      classes: "all",
      imagesPerClass: 0,
      augment: false
    });
    told();
    live.halt();
    expect([told(), alive(), live.live]).toEqual([[], 1, false]);
  });
});

test("pause, step and stop reach the worker; before a start there is none to reach", async () => {
  const {live, answer, types} = create();
  for (const act of [live.togglePause, live.step, live.stop]) act();
  expect(types()).toEqual([]);
  live.start(training, {paused: true});
  await answer({type: "paused", runId: "1.0", step: 1});
  expect(isPaused(live.state)).toBe(true);
  for (const act of [live.step, live.togglePause]) act();
  await answer({type: "resumed", runId: "1.0"} as TrainerEvent);
  for (const act of [live.togglePause, live.stop]) act();
  expect(types()).toEqual([["start", "step", "step", "resume", "pause", "stop"]]);
});

test("resumeFrom() goes on with runs from where they stood", async () => {
  const {live, told, answer, workers} = create({keep: "page"});
  const [{points}] = [point(0, 4)] as Extract<TrainerEvent, {type: "points"}>[];
  const checkpoint = {runId: "7.0", spec: training.specs[0], step: 4, points, ended: false};
  live.resumeFrom([checkpoint as never], {backend: "wasm"});
  expect(workers[0].requests).toMatchObject([
    {type: "start", keep: "page", backend: "wasm", runs: [{runId: "1.0", checkpoint: {step: 4}}]}
  ]);
  expect([told(), live.live]).toEqual([["show waiting 4", "speak 4"], true]);
  await answer(point(0, 5));
  expect(told()).toEqual(["show running 5"]);
});

describe("invalidation", () => {
  test("ends all, and nothing starts any more", async () => {
    const {invalidation, invalidate} = invalidatable();
    const {live, answer, told, clock, workers, alive} = create({invalidation});
    live.start(training);
    await answer(point(0, 1));
    told();
    await invalidate();
    clock.move(1000);
    expect([new Set(told()), alive(), live.over, live.underWay]).toEqual([
      new Set(["terminate"]),
      0,
      true,
      false
    ]);
    live.start(training);
    live.resumeFrom([]);
    expect([told(), workers.length, live.live]).toEqual([[], 1, false]);
  });

  test("ends a worker that never trained", async () => {
    const {invalidation, invalidate} = invalidatable();
    const {client, alive} = create({invalidation});
    client
      .sample({
        name: "shapes",
        size: 32,
        difficulty: "plain",
        normalization: "deviation",
        classes: "all",
        imagesPerClass: 0,
        augment: false
      })
      .catch(() => {});
    expect(alive()).toBe(1);
    await invalidate();
    expect(alive()).toBe(0);
  });
});
