import {expect, test} from "vitest";
import {createTrainingClient} from "../../components/client/client.js";
import type {WorkerLike} from "../../components/client/workerLike.js";
import {createWorkerPool} from "../../components/client/workerPool.js";
import type {StepMetrics} from "../../components/experiment/stepMetrics.js";
import type {TrainerEvent, TrainerRequest} from "../../components/protocol/messages.js";
import {createCheckpointReports} from "../../components/worker/checkpointReports.js";
import {createEngine} from "../../components/worker/engine.js";
import {tinyDataset, tinySpec} from "../worker/tinyDataset.js";

const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A worker that is none: an engine on this thread. It dies after **diesAfter** points. */
function engineWorker({diesAfter = Infinity} = {}): WorkerLike {
  let alive = true;
  const emit = (event: TrainerEvent) => {
    if (!alive) return;
    if (event.type === "points" && --diesAfter < 0) {
      alive = false;
      worker.onerror?.({message: "out of memory"} as ErrorEvent);
    } else queueMicrotask(() => worker.onmessage?.({data: [structuredClone(event)]} as MessageEvent));
  };
  const reports = createCheckpointReports(emit);
  const engine = createEngine({emit, nextTask, dataset: async () => tinyDataset(), save: reports.save});
  const handle = async (request: TrainerRequest) => {
    if (request.type === "open")
      emit({type: "opened", number: request.number, backend: await engine.open(request)});
    else if (request.type === "start") await engine.start(request);
    else if (request.type === "kept") reports.kept(request.number);
    else if (request.type === "giveImages" || request.type === "takeImages") request.port.close(); // they have their own
  };
  const worker: WorkerLike = {
    postMessage: (request) => void handle(request),
    terminate: () => (alive = false),
    onmessage: null,
    onerror: null
  };
  return worker;
}

const runs = ["cifar-plain-8", "cifar-resnet-8", "cifar-plain-14"].map((name, i) => ({
  runId: String(i),
  spec: tinySpec({
    name,
    steps: 12,
    evaluationInterval: 4,
    dataset: {augment: true}
  })
}));

/** Trains on so many workers, and returns the points of each run, and what else was told of them. */
async function trained(workers: number, create: (made: number) => WorkerLike = () => engineWorker()) {
  let made = 0;
  const client = createTrainingClient(() => createWorkerPool({createWorker: () => create(made++), cores: 8}));
  const points = new Map<string, Map<number, StepMetrics>>();
  const told: string[] = [];
  let lead = 0;
  for await (const event of client.start(runs, {backend: "wasm", workers})) {
    if (event.type === "restarted" || event.type === "failed") told.push(`${event.type} ${event.runId}`);
    if (event.type !== "points") continue;
    const own = points.get(event.runId) ?? new Map<number, StepMetrics>();
    for (const point of event.points) own.set(point.step, point);
    points.set(event.runId, own);
    const steps = runs.map(({runId}) => Math.max(0, ...(points.get(runId)?.keys() ?? [])));
    lead = Math.max(lead, Math.max(...steps) - Math.min(...steps));
  }
  client.terminate();
  const curves = runs.map(({runId}) => [...points.get(runId)!.values()]);
  return {curves, made, told, lead};
}

test("each network has the same bits on any number of workers, and no curve is far ahead", async () => {
  const one = await trained(1);
  expect(one.curves.map((curve) => curve.length)).toEqual([12, 12, 12]);
  for (const count of [2, 3]) {
    const several = await trained(count);
    expect(several.made).toBe(count);
    expect(several.curves).toEqual(one.curves);
    expect(several.lead).toBeLessThanOrEqual(6); // five steps, and the one in hand
  }
});

test("a network whose worker dies goes on in another, to the same bits", async () => {
  const one = await trained(1);
  const again = await trained(3, (made) => engineWorker({diesAfter: made === 1 ? 5 : undefined}));
  expect(again.made).toBe(4);
  expect(again.told).toHaveLength(1);
  expect(again.told[0]).toMatch(/^restarted \d/);
  expect(again.curves).toEqual(one.curves);
});
