import {describe, expect, test} from "vitest";
import type {ModelState} from "../../components/experiment/modelState.js";
import type {StepMetrics} from "../../components/experiment/stepMetrics.js";
import type {Checkpoint} from "../../components/protocol/checkpoint.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {createSession, type SessionOptions} from "../../components/worker/session.js";
import type {SessionRun} from "../../components/worker/sessionRun.js";
import {DivergenceError, type RunTrainer} from "../../components/worker/trainer.js";
import {eventually} from "../eventually.js";
import {tinySpec} from "./tinyDataset.js";

/** A trainer of a few lines: its state is the number of its steps. */
function fakeTrainer({
  steps = 4,
  taken = 0,
  fault,
  onStep
}: {
  steps?: number;
  taken?: number;
  fault?: (step: number) => Error | undefined;
  onStep?: (step: number) => unknown;
} = {}): RunTrainer & {disposed: number} {
  const trainer = {
    spec: tinySpec({steps}),
    taken,
    disposed: 0,
    async step(): Promise<StepMetrics> {
      await onStep?.(trainer.taken + 1);
      const error = fault?.(trainer.taken + 1);
      if (error) throw error;
      trainer.taken++;
      return {step: trainer.taken, lossNats: 2, trainingError: 0.9};
    },
    state: async (): Promise<ModelState> => ({w: Float32Array.of(trainer.taken)}),
    dispose: () => void trainer.disposed++
  };
  return trainer;
}

class DeviceLostError extends Error {
  override name = "DeviceLostError";
}

/** A session with all that it told, and a clock by which a step takes 100 ms. */
function recorded(
  trainers: Record<string, RunTrainer>,
  options: Partial<SessionOptions> & {checkpoints?: Record<string, Checkpoint>} = {}
) {
  const events: TrainerEvent[] = [];
  const saves: Checkpoint[][] = [];
  let nowMs = 0;
  const runs: SessionRun[] = Object.entries(trainers).map(([runId, trainer]) => ({
    runId,
    trainer,
    checkpoint: options.checkpoints?.[runId]
  }));
  const session = createSession(runs, {
    emit: (event) => events.push(event),
    save: async (checkpoints) => void saves.push(structuredClone(checkpoints)),
    nextTask: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => (nowMs += 50), // asked twice a step
    ...options
  });
  return {session, events, saves};
}

/** `a1` for a point, else type, run and step. Checkpoints are left out. */
function story(events: TrainerEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === "checkpoint") return [];
    if (event.type === "points") return [`${event.runId}${event.points.map(({step}) => step).join()}`];
    return "runId" in event && "step" in event ? [`${event.type} ${event.runId}${event.step}`] : [event.type];
  });
}

const never = new Promise<never>(() => {});

/** Resolves when nothing is left to do but to wait. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

describe("train()", () => {
  test("takes the next step of the run that is the furthest behind, by its share of steps", async () => {
    const {session, events} = recorded({a: fakeTrainer({steps: 4}), b: fakeTrainer({steps: 2})});
    await session.train();
    expect(story(events)).toEqual(["a1", "b1", "a2", "a3", "b2", "done b2", "a4", "done a4"]);
  });

  test("tells each point with the pace and what is left", async () => {
    const {session, events} = recorded({a: fakeTrainer({steps: 3})});
    await session.train();
    const points = events.filter((event) => event.type === "points");
    expect(points.map(({points}) => points)).toEqual(
      [1, 2, 3].map((step) => [{step, lossNats: 2, trainingError: 0.9}])
    );
    expect(points.map(({pace}) => pace)).toEqual([
      {stepsPerSecond: 0, imagesPerSecond: 0, secondsLeft: Infinity},
      {stepsPerSecond: 10, imagesPerSecond: 40, secondsLeft: 0.1},
      {stepsPerSecond: 10, imagesPerSecond: 40, secondsLeft: 0}
    ]);
  });

  test("disposes each trainer once, and keeps nothing when all are done", async () => {
    const [a, b] = [fakeTrainer(), fakeTrainer({steps: 2})];
    const {session, saves} = recorded({a, b});
    await session.train();
    expect([a.disposed, b.disposed]).toEqual([1, 1]);
    expect(saves.at(-1)).toEqual([]);
  });

  test("keeps all runs at its start, and after each interval those that go on with their state", async () => {
    const {session, events, saves} = recorded(
      {a: fakeTrainer({steps: 5}), b: fakeTrainer({steps: 2})},
      {checkpointMs: 300}
    );
    await session.train();
    expect(saves[0].map(({runId, step, ended}) => [runId, step, ended])).toEqual([
      ["a", 0, false],
      ["b", 0, false]
    ]);
    const last = saves.at(-2)!;
    expect(last.map(({runId, ended}) => [runId, ended])).toEqual([
      ["a", false],
      ["b", true]
    ]);
    for (const {step, points, state, ended} of saves.flat()) {
      expect(points.map(({step}) => step)).toEqual(Array.from({length: step}, (_, i) => i + 1));
      expect(state).toEqual(ended || step === 0 ? {} : {w: Float32Array.of(step)}); // a seed makes the beginning anew
    }
    expect(events.filter(({type}) => type === "checkpoint").length).toBeGreaterThan(2);
  });

  test("keeps all runs when it is told to, whenever it last did", async () => {
    const onStep = (step: number) => step === 3 && session.save();
    const {session, saves} = recorded({a: fakeTrainer({steps: 5, onStep})}, {checkpointMs: Infinity});
    await session.train();
    expect(saves.map(([first]) => first?.step)).toEqual([0, 3, undefined]);
  });

  test("goes on from a checkpoint, whose points it keeps", async () => {
    const points = [1, 2].map((step) => ({step, lossNats: 3, trainingError: 1}));
    const trainer = fakeTrainer({steps: 4, taken: 2});
    const checkpoint = {runId: "a", spec: trainer.spec, step: 2, points, ended: false, state: {}};
    const {session, events, saves} = recorded({a: trainer}, {checkpoints: {a: checkpoint}});
    await session.train();
    expect(story(events)).toEqual(["a3", "a4", "done a4"]);
    expect(saves[0][0]).toMatchObject({step: 2, points});
    expect(points).toHaveLength(2); // not the session's own list
  });

  test("tells a divergence with its step and rate, and goes on with the others", async () => {
    const a = fakeTrainer({fault: (step) => (step === 2 ? new DivergenceError(2, 0.5) : undefined)});
    const {session, events, saves} = recorded({a, b: fakeTrainer({steps: 2})});
    await session.train();
    expect(story(events)).toEqual(["a1", "b1", "diverged a2", "b2", "done b2"]);
    expect(events).toContainEqual({type: "diverged", runId: "a", step: 2, learningRate: 0.5});
    expect(a.disposed).toBe(1);
    expect(saves.at(-1)).toEqual([]);
  });

  test("rejects with any other fault, and disposes all", async () => {
    const [a, b] = [fakeTrainer({fault: () => new Error("out of memory")}), fakeTrainer()];
    const {session} = recorded({a, b});
    await expect(session.train()).rejects.toThrow("out of memory");
    expect([a.disposed, b.disposed]).toEqual([1, 1]);
  });

  test("of no runs keeps nothing", async () => {
    const {session, events, saves} = recorded({});
    await session.train();
    expect(events).toEqual([]);
    expect(saves.at(-1)).toEqual([]);
  });
});

describe("pause(), resume(), step(), stop()", () => {
  test("pause() ends the step in hand, keeps all runs and tells; resume() goes on and tells", async () => {
    const session: {current?: ReturnType<typeof recorded>} = {};
    const a = fakeTrainer({onStep: (step) => step === 2 && session.current!.session.pause()});
    session.current = recorded({a});
    const {session: one, events, saves} = session.current;
    const end = one.train();
    await settled();
    expect(story(events)).toEqual(["a1", "a2", "paused a2"]);
    expect(saves.at(-1)).toMatchObject([{runId: "a", step: 2, ended: false}]);
    one.resume();
    await end;
    expect(story(events).slice(3)).toEqual(["resumed a2", "a3", "a4", "done a4"]);
  });

  test("pause() and resume() within one step are no pause", async () => {
    const {session, events} = recorded({a: fakeTrainer({steps: 2})});
    session.pause();
    session.resume();
    await session.train();
    expect(story(events)).toEqual(["a1", "a2", "done a2"]);
  });

  test("step() takes one step of every run, however far each is, and pauses again", async () => {
    const {session, events} = recorded({a: fakeTrainer({steps: 100}), b: fakeTrainer({steps: 10})});
    session.step();
    const end = session.train();
    await settled();
    expect(story(events)).toEqual(["a1", "b1", "paused a1", "paused b1"]);
    session.step();
    await settled();
    expect(story(events).slice(4)).toEqual(["a2", "b2", "paused a2", "paused b2"]);
    session.stop();
    await end;
    expect(story(events).slice(8)).toEqual(["stopped a2", "stopped b2"]);
  });

  test("step() past the last step of a run ends it, and the others pause", async () => {
    const {session, events} = recorded({a: fakeTrainer({steps: 1}), b: fakeTrainer({steps: 2})});
    session.step();
    const end = session.train();
    await settled();
    expect(story(events)).toEqual(["a1", "done a1", "b1", "paused b1"]);
    session.resume();
    await end;
    expect(story(events).slice(4)).toEqual(["resumed b1", "b2", "done b2"]);
  });

  test("the pace after a pause does not count the pause", async () => {
    let nowMs = 0;
    const {session, events} = recorded(
      {a: fakeTrainer({steps: 4})},
      {now: () => (nowMs += 50), checkpointMs: Infinity}
    );
    session.step();
    const end = session.train();
    await settled();
    nowMs += 1e6;
    session.resume();
    await end;
    const paces = events.flatMap((event) => (event.type === "points" ? [event.pace.stepsPerSecond] : []));
    expect(paces).toEqual([0, 0, 10, 10]);
  });

  test("stop() while paused keeps the runs, so that they can go on later, and ends them", async () => {
    const a = fakeTrainer();
    const {session, events, saves} = recorded({a});
    session.pause();
    const end = session.train();
    await settled();
    session.stop();
    await end;
    expect(story(events)).toEqual(["paused a0", "stopped a0"]);
    expect(saves.at(-1)).toMatchObject([{runId: "a", ended: false, state: {w: Float32Array.of(0)}}]);
    expect(a.disposed).toBe(1);
  });

  test("stop() in the last step of the last run leaves nothing to go on with", async () => {
    const session: {current?: ReturnType<typeof recorded>} = {};
    const a = fakeTrainer({steps: 2, onStep: (step) => step === 2 && session.current!.session.stop()});
    session.current = recorded({a});
    await session.current.session.train();
    expect(story(session.current.events)).toEqual(["a1", "a2", "done a2"]);
    expect(session.current.saves.at(-1)).toEqual([]);
  });

  test("stop() before train() takes no step", async () => {
    const {session, events} = recorded({a: fakeTrainer()});
    session.stop();
    await session.train();
    expect(story(events)).toEqual(["stopped a0"]);
  });
});

describe("a lost device", () => {
  function losable() {
    let lose!: () => void;
    const lost = new Promise<never>((_, reject) => (lose = () => reject(new DeviceLostError("gone"))));
    lost.catch(() => {});
    return {lost, lose};
  }

  test("rejects while a step waits for ever; checkpoints() are the last ones, ended runs among them", async () => {
    const {lost, lose} = losable();
    const a = fakeTrainer({steps: 8, onStep: (step) => (step === 6 ? (lose(), never) : undefined)});
    const b = fakeTrainer({steps: 1});
    const {session, saves} = recorded({a, b}, {lost, checkpointMs: 500});
    await expect(session.train()).rejects.toThrow("gone");
    const kept = session.checkpoints();
    expect(kept.map(({runId, ended}) => [runId, ended])).toEqual([
      ["a", false],
      ["b", true]
    ]);
    expect(kept[0].step).toBeGreaterThan(0);
    expect(kept[0].step).toBeLessThan(5);
    expect(kept[0].state).toEqual({w: Float32Array.of(kept[0].step)});
    expect(kept[0].points).toHaveLength(kept[0].step);
    expect(saves.at(-1)![0]).toEqual(kept[0]);
    expect([a.disposed, b.disposed]).toEqual([1, 1]);
  });

  test("rejects while a state is read for ever", async () => {
    const {lost, lose} = losable();
    const a = {...fakeTrainer(), state: () => (lose(), never)};
    await expect(recorded({a}, {lost, checkpointMs: 1}).session.train()).rejects.toThrow("gone");
  });

  test("is told before the fault of the step that it broke", async () => {
    const {lost, lose} = losable();
    const a = fakeTrainer({
      fault: () => {
        setImmediate(lose);
        return new Error("the buffer cannot be mapped");
      }
    });
    const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
    await expect(recorded({a}, {lost, nextTask}).session.train()).rejects.toThrow("gone");
  });

  test("in the first step costs nothing: the start is kept", async () => {
    const {lost, lose} = losable();
    const {session} = recorded({a: fakeTrainer({onStep: () => (lose(), never)})}, {lost});
    await expect(session.train()).rejects.toThrow("gone");
    expect(session.checkpoints()).toMatchObject([{runId: "a", step: 0, state: {}}]);
  });
});

describe("states", () => {
  const statesOf = (events: TrainerEvent[]) => events.filter((event) => event.type === "state");

  test("are told once a run, without velocities, right before it is done", async () => {
    const trainers = {a: fakeTrainer({steps: 2}), b: fakeTrainer({steps: 3})};
    const {session, events} = recorded(trainers, {states: true, inFlight: 2});
    const withVelocity = trainers.a.state;
    trainers.a.state = async () => ({...(await withVelocity()), "velocity:w": Float32Array.of(9)});
    await session.train();
    expect(statesOf(events)).toEqual([
      {type: "state", runId: "a", step: 2, state: {w: Float32Array.of(2)}},
      {type: "state", runId: "b", step: 3, state: {w: Float32Array.of(3)}}
    ]);
    for (const end of ["state a2", "state b3"]) {
      const told = story(events);
      expect(told[told.indexOf(end) + 1]).toBe(end.replace("state", "done"));
    }
    expect([trainers.a.disposed, trainers.b.disposed]).toEqual([1, 1]);
  });

  test("are told of runs that are stopped, where they stand, and not of those that diverge", async () => {
    const fault = (step: number) => (step === 2 ? new DivergenceError(2, 1) : undefined);
    const trainers = {
      a: fakeTrainer({steps: 9, onStep: (step) => step === 3 && session.stop()}),
      b: fakeTrainer({steps: 9, fault})
    };
    const {session, events} = recorded(trainers, {states: true});
    await session.train();
    expect(statesOf(events)).toMatchObject([{runId: "a", step: 3, state: {w: Float32Array.of(3)}}]);
    expect(story(events).slice(-2)).toEqual(["state a3", "stopped a3"]);
  });

  test("are not told, nor read, unless asked for", async () => {
    const trainer = fakeTrainer({steps: 2});
    let reads = 0;
    const {state} = trainer;
    trainer.state = () => (reads++, state());
    const {session, events} = recorded({a: trainer});
    await session.train();
    expect(statesOf(events)).toEqual([]);
    expect(reads).toBe(0);
  });
});

describe("companions", () => {
  /** Companions that allow so many steps, until they are told of more. */
  function upTo(allowed: number) {
    let wake = () => {};
    let waits = 0;
    return {
      near: (taken: number) => taken < allowed,
      changed: () => (waits++, new Promise<void>((resolve) => (wake = resolve))),
      get(further: number) {
        allowed = further;
        wake();
      },
      /** Resolves when the session has come to wait for them so often. */
      waitedFor: (times: number) => eventually(() => expect(waits).toBe(times))
    };
  }

  test("a run that is far ahead of them waits, and goes on when they have got further", async () => {
    const companions = upTo(2);
    const a = fakeTrainer();
    const {session, events} = recorded({a}, {companions});
    const trained = session.train();
    await companions.waitedFor(1);
    expect(a.taken).toBe(2);
    companions.get(Infinity);
    await trained;
    expect(events.at(-1)).toEqual({type: "done", runId: "a", step: 4});
  });

  test("while it waits it can be paused, take single steps, and be stopped", async () => {
    const a = fakeTrainer({steps: 10});
    const companions = upTo(2);
    const {session, events} = recorded({a}, {companions});
    const paused = (step: number) =>
      eventually(() => expect(events.at(-1)).toEqual({type: "paused", runId: "a", step}));
    const trained = session.train();
    await companions.waitedFor(1);
    session.pause();
    await paused(2);
    session.step();
    await paused(3);
    session.resume();
    await companions.waitedFor(2);
    expect([events.at(-1), a.taken]).toEqual([{type: "resumed", runId: "a", step: 3}, 3]);
    session.stop();
    await trained;
    expect(events.at(-1)).toEqual({type: "stopped", runId: "a", step: 3});
  });

  test("another run of the session goes on while one waits", async () => {
    const [a, b] = [fakeTrainer({steps: 4, taken: 2}), fakeTrainer({steps: 4})];
    const companions = upTo(2);
    const {session} = recorded({a, b}, {companions});
    const trained = session.train();
    await companions.waitedFor(1);
    expect([a.taken, b.taken]).toEqual([2, 2]);
    session.stop();
    await trained;
  });
});
