import {beforeEach, describe, expect, test, vi} from "vitest";
import type {RunSpec} from "../../components/experiment/runSpec.js";
import type {Checkpoint} from "../../components/protocol/checkpoint.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import type * as backendModule from "../../components/worker/backend.js";
import {DeviceLostError} from "../../components/worker/deviceLoss.js";
import {createEngine, type Engine} from "../../components/worker/engine.js";
import {eventually} from "../eventually.js";
import {tinyDataset, tinySpec} from "./tinyDataset.js";

// A backend that can be lost, as a graphics device can: the processor under another name.
const {opened, broken} = vi.hoisted(() => ({
  opened: [] as backendModule.OpenBackendOptions[],
  broken: {current: false}
}));

vi.mock("../../components/worker/backend.js", async (original) => {
  const actual = await original<typeof backendModule>();
  async function openBackend(options: backendModule.OpenBackendOptions = {}) {
    opened.push(options);
    if (broken.current) throw new Error("no backend works: webgpu (unplugged)");
    const reason = options.without?.get("webgpu");
    const device = await actual.openBackend({only: "cpu"});
    if (reason) return {...device, failures: [{backend: "webgpu", reason}]};
    let lose!: () => void;
    const lost = new Promise<never>((_, reject) => {
      lose = () => reject(new DeviceLostError("unplugged"));
    });
    lost.catch(() => {});
    return {...device, backend: "webgpu", device: `card ${opened.length}`, lost, lose};
  }
  return {...actual, openBackend};
});

beforeEach(() => {
  opened.length = 0;
  broken.current = false;
});

function recorded(onEvent: (event: TrainerEvent, engine: Engine) => void = () => {}) {
  const events: TrainerEvent[] = [];
  const kept: Checkpoint[] = [];
  const engine: Engine = createEngine({
    dataset: async () => tinyDataset(),
    nextTask: () => new Promise<void>((resolve) => setImmediate(resolve)),
    save: async (checkpoints) => void kept.splice(0, kept.length, ...structuredClone(checkpoints)),
    emit(event) {
      events.push(event);
      onEvent(event, engine);
    }
  });
  const start = (specs: Record<string, RunSpec>) =>
    engine.start({
      type: "start",
      runs: Object.entries(specs).map(([runId, spec]) => ({runId, spec}))
    });
  return {engine, events, kept, start};
}

/** The newest value of each step, as a page shows them. */
function curveOf(events: TrainerEvent[], id: string): [step: number, lossNats: number][] {
  const points = events.flatMap((event) =>
    event.type === "points" && event.runId === id ? event.points : []
  );
  return [...new Map(points.map(({step, lossNats}) => [step, lossNats]))].sort(([a], [b]) => a - b);
}

const story = (events: TrainerEvent[]): string[] =>
  events.flatMap((event) => {
    if (event.type === "ready") return [`ready ${event.backend}`];
    if (["points", "checkpoint", "prepared"].includes(event.type) || !("runId" in event)) return [];
    return [`${event.type} ${event.runId}${"step" in event ? ` ${event.step}` : ""}`];
  });

describe("a device that is lost", () => {
  test("is replaced, and all runs go on from their last checkpoint to the same curves", async () => {
    const specs = {a: tinySpec({steps: 6}), b: tinySpec({name: "cifar-plain-8", steps: 6})};
    const unbroken = recorded();
    await unbroken.start(specs);
    let lost = false;
    const {events, start} = recorded((event, engine) => {
      if (lost || event.type !== "points" || event.points[0].step !== 4) return;
      lost = true;
      engine.loseDevice();
    });
    await start(specs);
    expect(story(events)).toEqual([
      "ready webgpu",
      "ready webgpu",
      "restarted a 0",
      "restarted b 0",
      "done a 6",
      "done b 6"
    ]);
    expect(events).toContainEqual({
      type: "restarted",
      runId: "a",
      step: 0,
      reason: "the graphics device was lost: unplugged"
    });
    expect(curveOf(events, "a")).toEqual(curveOf(unbroken.events, "a"));
    expect(curveOf(events, "b")).toEqual(curveOf(unbroken.events, "b"));
  });

  test("after a pause goes on from where it was paused", async () => {
    const {events, start} = recorded((event, engine) => {
      if (event.type === "points" && event.points[0].step === 3) engine.control("pause");
      if (event.type !== "paused" || event.step !== 3) return;
      engine.loseDevice();
      engine.control("resume");
    });
    await start({a: tinySpec({steps: 5})});
    expect(story(events)).toEqual([
      "ready webgpu",
      "paused a 3",
      "resumed a 3",
      "ready webgpu",
      "restarted a 3",
      "done a 5"
    ]);
  });

  test("does not repeat a single step, and stays paused", async () => {
    const {engine, events, start} = recorded((event, engine) => {
      if (event.type === "points" && event.points[0].step === 1) engine.loseDevice();
    });
    const end = start({a: tinySpec(), b: tinySpec()});
    engine.control("step");
    const expected = [
      "ready webgpu",
      "ready webgpu",
      "restarted a 0",
      "restarted b 0",
      "paused a 0",
      "paused b 0"
    ];
    await eventually(() => expect(story(events)).toEqual(expected));
    engine.control("stop");
    await end;
  });

  test("is given up after three losses, and the next backend is told why", async () => {
    const {events, start} = recorded((event, engine) => {
      if (event.type === "points" && event.points[0].step === 2) engine.loseDevice();
    });
    await start({a: tinySpec()});
    expect(story(events).filter((line) => line.startsWith("ready"))).toEqual([
      "ready webgpu",
      "ready webgpu",
      "ready webgpu",
      "ready cpu"
    ]);
    expect(opened.map(({without}) => without?.size ?? 0)).toEqual([0, 0, 0, 1]);
    expect(story(events).at(-1)).toBe("done a 4");
  });

  test("while runs are prepared begins all of them on the next one", async () => {
    let lost = false;
    const {events, start} = recorded((event, engine) => {
      if (lost || event.type !== "preparing" || event.done !== 1) return;
      lost = true;
      engine.loseDevice();
    });
    await start({a: tinySpec(), b: tinySpec()});
    expect(story(events)).toEqual([
      "ready webgpu",
      "ready webgpu",
      "restarted a 0",
      "restarted b 0",
      "done a 4",
      "done b 4"
    ]);
  });

  test("does not lose runs that had ended: they are kept with those that go on", async () => {
    let lost = false;
    const {events, kept, start} = recorded((event, engine) => {
      if (event.type !== "points" || event.runId !== "b") return;
      if (event.points[0].step === 8 && !lost) engine.loseDevice();
      lost ||= event.points[0].step === 8;
      if (lost && event.points[0].step === 3) engine.control("stop");
    });
    await start({a: tinySpec({steps: 2}), b: tinySpec({steps: 10})});
    expect(story(events)).toContain("done a 2");
    expect(kept.map(({runId, step, ended}) => [runId, step, ended])).toEqual([
      ["a", 2, true],
      ["b", 3, false]
    ]);
    expect(kept[0].points.map(({step}) => step)).toEqual([1, 2]);
  });
});

test("a start without any backend tells an error, and the next start is not held up by it", async () => {
  const {events, start} = recorded();
  broken.current = true;
  await start({a: tinySpec()});
  expect(events).toEqual([{type: "error", message: "no backend works: webgpu (unplugged)"}]);
  broken.current = false;
  await start({b: tinySpec()});
  expect(story(events)).toEqual(["ready webgpu", "done b 4"]);
});
