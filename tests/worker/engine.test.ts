import * as tf from "@tensorflow/tfjs";
import {describe, expect, test} from "vitest";
import {toPoints, toRunFile} from "../../components/experiment/runFile.js";
import {type RunSpec, toNetwork} from "../../components/experiment/runSpec.js";
import type {StepMetrics} from "../../components/experiment/stepMetrics.js";
import {bestBuild} from "../../components/plan/machines/wasm/bestBuild.js";
import type {Checkpoint} from "../../components/protocol/checkpoint.js";
import type {TrainerEvent, TrainerRequest} from "../../components/protocol/messages.js";
import {gradientCorrelations} from "../../components/worker/analysis/inputGradients.js";
import {createEngine, type Engine} from "../../components/worker/engine.js";
import {recordRuns} from "../../components/worker/recorder.js";
import {eventually} from "../eventually.js";
import {tinyDataset, tinySpec} from "./tinyDataset.js";

type Start = Extract<TrainerRequest, {type: "start"}>;

const dataset = async () => tinyDataset();
const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));

/** An engine with all that it told, and what it had kept last. *onEvent* sees each event and the engine. */
function recorded(onEvent: (event: TrainerEvent, engine: Engine) => void = () => {}) {
  const events: TrainerEvent[] = [];
  const kept: Checkpoint[] = [];
  const engine: Engine = createEngine({
    dataset,
    nextTask,
    save: async (checkpoints) => void kept.splice(0, kept.length, ...structuredClone(checkpoints)),
    emit(event) {
      events.push(event);
      onEvent(event, engine);
    }
  });
  return {engine, events, kept};
}

const startOf = (specs: Record<string, RunSpec>, options: Partial<Start> = {}): Start => ({
  type: "start",
  runs: Object.entries(specs).map(([runId, spec]) => ({runId, spec})),
  backend: "cpu",
  ...options
});

const pointsOf = (events: TrainerEvent[], id: string): StepMetrics[] =>
  events.flatMap((event) => (event.type === "points" && event.runId === id ? event.points : []));

const typesOf = (events: TrainerEvent[]): string[] => events.map(({type}) => type);

/** `done a 4` for all events of runs that are no points and no checkpoints. */
const story = (events: TrainerEvent[]): string[] =>
  events.flatMap((event) =>
    "runId" in event && !["points", "checkpoint", "prepared"].includes(event.type)
      ? [`${event.type} ${event.runId}${"step" in event ? ` ${event.step}` : ""}`]
      : []
  );

describe("start()", () => {
  test("tells where it trains, what it prepares, all points, and the ends", async () => {
    const {engine, events} = recorded();
    await engine.start(startOf({a: tinySpec(), b: tinySpec({name: "cifar-plain-8", steps: 2})}));
    expect(typesOf(events).slice(0, 5)).toEqual(["ready", "preparing", "prepared", "preparing", "prepared"]);
    expect(events[0]).toMatchObject({backend: "cpu", device: "processor, JavaScript", failures: []});
    expect(events.slice(1, 5)).toEqual([
      {type: "preparing", what: "network cifar-resnet-8", done: 0, total: 2},
      {type: "prepared", runId: "a", executor: "reference"}, // this backend runs no plans
      {type: "preparing", what: "network cifar-plain-8", done: 1, total: 2},
      {type: "prepared", runId: "b", executor: "reference"}
    ]);
    expect(pointsOf(events, "a").map(({step}) => step)).toEqual([1, 2, 3, 4]);
    expect(pointsOf(events, "b").map(({step}) => step)).toEqual([1, 2]);
    expect(story(events)).toEqual(["done b 2", "done a 4"]);
  });

  test("leaves no tensors behind", async () => {
    await recorded().engine.start(startOf({a: tinySpec()}));
    const before = tf.memory().numTensors;
    await recorded().engine.start(startOf({a: tinySpec(), b: tinySpec({batch: 1000})}));
    expect(tf.memory().numTensors).toBe(before);
  });

  test("gives the same curve for the same seed, whatever trains beside it", async () => {
    const alone = recorded();
    await alone.engine.start(startOf({a: tinySpec()}));
    const beside = recorded();
    await beside.engine.start(startOf({b: tinySpec({name: "cifar-plain-8", seed: 9}), a: tinySpec()}));
    expect(pointsOf(beside.events, "a")).toEqual(pointsOf(alone.events, "a"));
  });

  test("fails a run that cannot be made, and trains the others", async () => {
    const {engine, events} = recorded();
    await engine.start(startOf({a: tinySpec({batch: 1000}), b: tinySpec()}));
    expect(story(events)).toEqual(["failed a", "done b 4"]);
    expect(events).toContainEqual({
      type: "failed",
      runId: "a",
      message: "invalid batch: 1000; it must be an integer from 1 to 40, the number of images"
    });
  });

  test("trains elsewhere where the wished backend does not work, and says why", async () => {
    const {engine, events} = recorded();
    await engine.start(startOf({a: tinySpec({steps: 1})}, {backend: "webgl"}));
    expect(events[0]).toMatchObject({type: "ready", backend: "wasm"});
    expect(events[0]).toMatchObject({failures: [{backend: "webgl"}, {backend: "webgpu"}]});
    expect(story(events)).toEqual(["done a 1"]);
  });

  test("ends the start before it; a start that was overtaken before it began never trains", async () => {
    const ends: Promise<void>[] = [];
    const {engine, events} = recorded((event, engine) => {
      if (event.type !== "points" || event.runId !== "a" || event.points[0].step !== 3) return;
      ends.push(engine.start(startOf({b: tinySpec()})));
      ends.push(engine.start(startOf({c: tinySpec()})));
    });
    await engine.start(startOf({a: tinySpec({steps: 100})}));
    await Promise.all(ends);
    expect(story(events)).toEqual(["stopped a 3", "done c 4"]);
  });
});

describe("control()", () => {
  test("pause holds the runs until resume", async () => {
    const {engine, events} = recorded((event, engine) => {
      if (event.type === "points" && event.points[0].step === 2) engine.control("pause");
      if (event.type === "paused") setTimeout(() => engine.control("resume"), 20);
    });
    await engine.start(startOf({a: tinySpec()}));
    expect(story(events)).toEqual(["paused a 2", "resumed a 2", "done a 4"]);
  });

  test("step while the runs are paused takes one step of each, and pauses again", async () => {
    let pauses = 0;
    const {engine, events} = recorded((event, engine) => {
      if (event.type === "points" && event.runId === "b" && event.points[0].step === 2)
        engine.control("pause");
      if (event.type !== "paused" || event.runId !== "b") return;
      engine.control(++pauses < 3 ? "step" : "stop");
    });
    await engine.start(startOf({a: tinySpec({steps: 100}), b: tinySpec({steps: 100})}));
    expect(pointsOf(events, "a").length).toBe(4);
    expect(pointsOf(events, "b").length).toBe(4);
  });

  test("step before the runs are ready takes one step of each, once", async () => {
    const {engine, events} = recorded();
    const end = engine.start(startOf({a: tinySpec(), b: tinySpec()}));
    engine.control("step");
    await eventually(() => expect(story(events)).toEqual(["paused a 1", "paused b 1"]));
    engine.control("stop");
    await end;
    expect(story(events).slice(2)).toEqual(["stopped a 1", "stopped b 1"]);
  });

  test("step right after a start that ends another is for the new runs", async () => {
    let second: Promise<void> | undefined;
    const {engine, events} = recorded((event, engine) => {
      if (event.type !== "points" || event.runId !== "a" || second) return;
      second = engine.start(startOf({b: tinySpec()}));
      engine.control("step");
    });
    await engine.start(startOf({a: tinySpec({steps: 100})}));
    await eventually(() => expect(story(events)).toEqual(["stopped a 1", "paused b 1"]));
    engine.control("resume");
    await second;
    expect(story(events).slice(2)).toEqual(["resumed b 1", "done b 4"]);
  });

  test("stop before the runs are ready takes no step; a later start is free of it", async () => {
    const {engine, events} = recorded();
    const end = engine.start(startOf({a: tinySpec()}));
    engine.control("stop");
    await end;
    expect(story(events)).toEqual(["stopped a 0"]);
    await engine.start(startOf({b: tinySpec()}));
    expect(story(events)).toEqual(["stopped a 0", "done b 4"]);
  });

  test("without runs does nothing", () => {
    const {engine, events} = recorded();
    engine.control("stop");
    engine.loseDevice();
    expect(events).toEqual([]);
  });
});

describe("analyse()", () => {
  const spec = tinySpec({name: "cifar-plain-8", seed: 3});
  const analysis = "gradientCorrelations";

  test("finds how alike a network's gradients are, and says where", async () => {
    const {engine, events} = recorded();
    const {place, executor, rows} = await engine.analyse({analysis, spec, backend: "cpu"});
    expect(place).toEqual({backend: "cpu", device: "processor, JavaScript", failures: []});
    const expected = await gradientCorrelations(toNetwork(spec), tinyDataset(), {seed: 3});
    expect([executor, rows]).toEqual(["reference", expected]);
    expect(typesOf(events)).toEqual(["ready"]);
  });

  test("waits for the runs under way, and leaves no tensors behind", async () => {
    const {engine, events} = recorded();
    await engine.start(startOf({a: tinySpec({steps: 1})}));
    const before = tf.memory().numTensors;
    const end = engine.start(startOf({b: tinySpec()}));
    const told = events.length;
    await engine.analyse({analysis, spec, backend: "cpu"});
    expect(typesOf(events.slice(told)).slice(-2)).toEqual(["done", "ready"]);
    await end;
    expect(tf.memory().numTensors).toBe(before);
  });

  test("rejects with what is wrong, and the engine trains and analyses on", async () => {
    const faults = [new Error("CIFAR-10 is not here yet")];
    const events: TrainerEvent[] = [];
    const engine = createEngine({
      nextTask,
      emit: (event) => events.push(event),
      dataset: async () => {
        const fault = faults.pop();
        if (fault) throw fault;
        return tinyDataset();
      }
    });
    await expect(engine.analyse({analysis, spec, backend: "cpu"})).rejects.toThrow(
      "CIFAR-10 is not here yet"
    );
    expect((await engine.analyse({analysis, spec, backend: "cpu"})).rows).toHaveLength(11);
    await engine.start(startOf({a: tinySpec({steps: 1})}));
    expect(story(events)).toEqual(["done a 1"]);
  });
});

describe("a run that was stopped", () => {
  const specs = {
    a: tinySpec({
      steps: 8,
      dataset: {augment: true}
    }),
    b: tinySpec({steps: 2})
  };

  /** Stops when run a has taken 6 steps, and returns what is kept. */
  async function stopped(): Promise<{events: TrainerEvent[]; checkpoints: Checkpoint[]}> {
    const {engine, events, kept} = recorded((event, engine) => {
      if (event.type === "points" && event.runId === "a" && event.points[0].step === 6)
        engine.control("stop");
    });
    await engine.start(startOf(specs));
    return {events, checkpoints: kept};
  }

  test("goes on from what is kept exactly like an unbroken one", async () => {
    const unbroken = recorded();
    await unbroken.engine.start(startOf(specs));
    const {events, checkpoints} = await stopped();
    expect(checkpoints.map(({runId, step, ended}) => [runId, step, ended])).toEqual([
      ["a", 6, false],
      ["b", 2, true]
    ]);
    expect(checkpoints[1].points).toEqual(pointsOf(unbroken.events, "b"));
    const resumed = recorded();
    const runs = checkpoints.map((checkpoint) => ({
      runId: checkpoint.runId,
      spec: checkpoint.spec,
      checkpoint
    }));
    await resumed.engine.start({type: "start", runs, backend: "cpu"});
    expect(story(resumed.events)).toEqual(["done a 8"]);
    expect([...pointsOf(events, "a"), ...pointsOf(resumed.events, "a")]).toEqual(
      pointsOf(unbroken.events, "a")
    );
    expect(resumed.kept).toEqual([]);
  });

  test("keeps runs that ended before, when it is stopped again", async () => {
    const {checkpoints} = await stopped();
    const {engine, kept} = recorded((event, engine) => event.type === "points" && engine.control("stop"));
    const runs = checkpoints.map((checkpoint) => ({
      runId: checkpoint.runId,
      spec: checkpoint.spec,
      checkpoint
    }));
    await engine.start({type: "start", runs, backend: "cpu"});
    expect(kept.map(({runId, step, ended}) => [runId, step, ended])).toEqual([
      ["b", 2, true],
      ["a", 7, false]
    ]);
    expect(kept[1].points.map(({step}) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe("recordRuns(specs)", () => {
  const options = {backend: "cpu", dataset, nextTask, versions: {course: "1"}} as const;

  test("returns a run file for each, with the points that the engine gives", async () => {
    const specs = [tinySpec(), tinySpec({name: "cifar-plain-8", steps: 2})];
    const files = await recordRuns(specs, options);
    const {engine, events} = recorded();
    await engine.start(startOf({a: specs[0], b: specs[1]}));
    expect(files.map(({spec}) => spec)).toEqual(specs);
    expect(files[0]).toMatchObject({
      backend: "cpu",
      device: "processor, JavaScript",
      versions: {"@tensorflow/tfjs": tf.version_core, course: "1"},
      diverged: false
    });
    for (const [i, id] of ["a", "b"].entries()) {
      const points = toPoints(files[i].curves);
      expect(points.map(({step, trainingError}) => [step, trainingError])).toEqual(
        pointsOf(events, id).map(({step, trainingError}) => [step, trainingError])
      );
    }
    expect(files.map((file) => toRunFile(JSON.parse(JSON.stringify(file))))).toEqual(files);
    expect(new Date(files[0].date).toISOString()).toBe(files[0].date);
  });

  test("tells the build of the kernels of a plan in WebAssembly, and of no other run", async () => {
    const build = async (given: object) =>
      (await recordRuns([tinySpec()], {...options, ...given}))[0].wasmBuild;
    expect(await build({backend: "wasm"})).toBe(bestBuild());
    expect(await build({backend: "wasm", executor: "reference"})).toBeUndefined();
    expect(await build({})).toBeUndefined();
  });

  test("rejects if one fails", async () => {
    await expect(recordRuns([tinySpec(), tinySpec({batch: 1000})], options)).rejects.toThrow(
      "invalid batch: 1000"
    );
  });

  test("rejects if it trained elsewhere than it was asked to", async () => {
    const elsewhere = recordRuns([tinySpec({steps: 1})], {...options, backend: "webgpu"});
    await expect(elsewhere).rejects.toThrow("webgpu: this browser has no WebGPU");
  });

  test("marks a run that diverged, with the points it had", async () => {
    const network = {...tinySpec().network, norm: false};
    const optimizer = {type: "sgd" as const, learningRate: 10, momentum: 0.9, weightDecay: 1};
    const [file] = await recordRuns([tinySpec({network, optimizer, steps: 200})], options);
    expect(file.diverged).toBe(true);
    expect(file.curves.lossNats.length).toBeLessThan(200);
  });
});
