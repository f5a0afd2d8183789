import {describe, expect, test} from "vitest";
import {createTrainingClient} from "../../components/client/client.js";
import {createRunner} from "../../components/client/runner.js";
import type {ExperimentState} from "../../components/client/runState.js";
import type {WorkerLike} from "../../components/client/workerLike.js";
import type {Checkpoint} from "../../components/protocol/checkpoint.js";
import type {TrainerEvent, TrainerRequest} from "../../components/protocol/messages.js";
import {tinySpec} from "../worker/tinyDataset.js";

const [first, second] = [tinySpec(), tinySpec({name: "cifar-plain-8"})];
const experiment = {specs: [first, second], backend: "cpu" as const, autoplay: false};

function recorded(keep?: string) {
  const requests: TrainerRequest[] = [];
  const worker: WorkerLike = {
    postMessage: (request) => void requests.push(request),
    terminate() {},
    onmessage: null,
    onerror: null
  };
  const states: ExperimentState[] = [];
  const client = createTrainingClient(() => worker);
  const runner = createRunner({client, keep, onState: (state) => states.push(state)});
  async function answer(...events: TrainerEvent[]): Promise<void> {
    worker.onmessage!({data: events} as MessageEvent<TrainerEvent[]>);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return {runner, requests, states, answer};
}

const point = (step: number) => ({step, lossNats: 1, trainingError: 0.5});
const points = (runId: string, step: number): TrainerEvent => ({
  type: "points",
  runId,
  points: [point(step)],
  pace: {stepsPerSecond: 1, imagesPerSecond: 4, secondsLeft: 1}
});

test("createRunner() has no runs, and asks for nothing", () => {
  const {runner, requests, states} = recorded();
  expect(runner.state.runs).toEqual([]);
  expect(runner.experiment).toBeUndefined();
  expect([runner.count, requests.length, states.length]).toEqual([0, 0, 0]);
});

describe("start(experiment)", () => {
  test("asks for one run a spec, and shows them waiting, then what is told", async () => {
    const {runner, requests, states, answer} = recorded("page");
    runner.start(experiment);
    expect(requests).toEqual([
      {
        type: "start",
        runs: [
          {runId: "1.0", spec: first},
          {runId: "1.1", spec: second}
        ],
        backend: "cpu",
        keep: "page"
      }
    ]);
    expect(states.at(-1)!.runs.map(({status}) => status)).toEqual(["waiting", "waiting"]);
    await answer(points("1.0", 1));
    expect(states.at(-1)!.runs.map(({points}) => points.length)).toEqual([1, 0]);
    expect(runner.state).toBe(states.at(-1));
    expect(runner.experiment).toBe(experiment);
  });

  test("with paused asks for one step of each", () => {
    const {runner, requests} = recorded();
    runner.start(experiment, {paused: true});
    expect(requests.map(({type}) => type)).toEqual(["start", "step"]);
  });

  test("again has runs of its own, and what the old ones still tell changes nothing", async () => {
    const {runner, states, answer} = recorded();
    runner.start(experiment);
    await answer(points("1.0", 1));
    runner.start(experiment);
    expect(runner.count).toBe(2);
    const count = states.length;
    await answer(points("1.0", 2), {type: "stopped", runId: "1.0", step: 2});
    expect(states).toHaveLength(count);
    expect(runner.state.runs.map(({runId, points}) => [runId, points.length])).toEqual([
      ["2.0", 0],
      ["2.1", 0]
    ]);
  });
});

test("resumeFrom(checkpoints) shows their points and asks to go on from them, under new ids", () => {
  const checkpoints: Checkpoint[] = [
    {runId: "7.0", spec: first, step: 1, points: [point(1)], ended: false, state: {}},
    {runId: "7.1", spec: second, step: 4, points: [1, 2, 3, 4].map(point), ended: true, state: {}}
  ];
  const {runner, requests} = recorded();
  runner.resumeFrom(checkpoints);
  expect(requests).toMatchObject([
    {
      type: "start",
      runs: checkpoints.map((checkpoint, i) => ({
        runId: `1.${i}`,
        spec: checkpoint.spec,
        checkpoint: {...checkpoint, runId: `1.${i}`}
      }))
    }
  ]);
  expect(runner.state.runs.map(({runId, status, points}) => [runId, status, points.length])).toEqual([
    ["1.0", "waiting", 1],
    ["1.1", "done", 4]
  ]);
});

test("togglePause() pauses what runs, and resumes what is paused", async () => {
  const {runner, requests, answer} = recorded();
  runner.start({...experiment, specs: [first]});
  runner.togglePause();
  await answer({type: "paused", runId: "1.0", step: 1});
  runner.togglePause();
  expect(requests.map(({type}) => type)).toEqual(["start", "pause", "resume"]);
});

test("step() asks for a step only while runs are under way; stop() stops", async () => {
  const {runner, requests, answer} = recorded();
  runner.step();
  runner.start({...experiment, specs: [first]});
  runner.step();
  runner.stop();
  await answer({type: "stopped", runId: "1.0", step: 1});
  runner.step();
  expect(requests.map(({type}) => type)).toEqual(["start", "step", "stop"]);
});
