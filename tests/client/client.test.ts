import {describe, expect, test, vi} from "vitest";
import {createTrainingClient} from "../../components/client/client.js";
import type {WorkerLike} from "../../components/client/workerLike.js";
import {lostDownloadText} from "../../components/fields/lostDownload.js";
import type {Analysis, AnalysisRows} from "../../components/protocol/analyses.js";
import type {Checkpoint} from "../../components/protocol/checkpoint.js";
import type {TrainerEvent, TrainerRequest} from "../../components/protocol/messages.js";
import {tinySpec} from "../worker/tinyDataset.js";

const spec = tinySpec();

/** Workers of a few lines: what they were asked, and a way to answer. */
function fakeWorkers() {
  const workers: (WorkerLike & {requests: TrainerRequest[]; terminated: boolean})[] = [];
  function create(): WorkerLike {
    const worker = {
      requests: [] as TrainerRequest[],
      terminated: false,
      postMessage: (request: TrainerRequest) => void worker.requests.push(request),
      terminate: () => void (worker.terminated = true),
      onmessage: null,
      onerror: null
    };
    workers.push(worker);
    return worker;
  }
  const last = () => workers[workers.length - 1];
  return {
    workers,
    client: createTrainingClient(create),
    requests: () => last().requests,
    answer: (...events: TrainerEvent[]) => last().onmessage!({data: events} as MessageEvent<TrainerEvent[]>),
    crash: (message = "") => last().onerror!({message} as ErrorEvent)
  };
}

const ready: TrainerEvent = {type: "ready", backend: "cpu", device: "processor", failures: []};
const stopped = (runId: string): TrainerEvent => ({type: "stopped", runId, step: 1});

async function all(events: AsyncIterable<TrainerEvent>): Promise<TrainerEvent[]> {
  const found: TrainerEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

test("createTrainingClient() creates its worker at the first request, and one only", () => {
  const {workers, client} = fakeWorkers();
  expect(workers).toHaveLength(0);
  client.start([{runId: "a", spec}]);
  client.pause();
  expect(workers).toHaveLength(1);
});

describe("start(runs)", () => {
  test("passes on runs, backend and key, and wishes after it", () => {
    const {client, requests} = fakeWorkers();
    client.start([{runId: "a", spec}], {backend: "wasm", keep: "page"});
    client.pause();
    client.step();
    client.resume();
    client.stop();
    client.loseDevice();
    expect(requests()).toEqual([
      {type: "start", runs: [{runId: "a", spec}], backend: "wasm", keep: "page"},
      {type: "pause"},
      {type: "step"},
      {type: "resume"},
      {type: "stop"},
      {type: "loseDevice"}
    ]);
  });

  test("asks for states, and yields them with the other events", async () => {
    const {client, requests, answer} = fakeWorkers();
    const events = all(client.start([{runId: "a", spec}], {states: true}));
    expect(requests()).toMatchObject([{type: "start", states: true}]);
    const state: TrainerEvent = {type: "state", runId: "a", step: 1, state: {w: Float32Array.of(1)}};
    answer(state, stopped("a"));
    expect(await events).toEqual([state, stopped("a")]);
  });

  test("yields the events of its runs until all have ended", async () => {
    const {client, answer} = fakeWorkers();
    const events = all(client.start(["a", "b", "c", "d"].map((runId) => ({runId, spec}))));
    const ends: TrainerEvent[] = [
      {type: "done", runId: "a", step: 4},
      {type: "diverged", runId: "b", step: 4, learningRate: 1},
      {type: "failed", runId: "c", message: "no"},
      stopped("d")
    ];
    answer(ready, ...ends.slice(0, 2));
    answer(...ends.slice(2), {type: "unsaved", reason: "too late"});
    expect(await events).toEqual([ready, ...ends]);
  });

  test("does not wait for runs that a checkpoint calls ended", async () => {
    const {client, answer} = fakeWorkers();
    const checkpoint: Checkpoint = {runId: "a", spec, step: 4, points: [], ended: true, state: {}};
    const events = all(
      client.start([
        {runId: "a", spec, checkpoint},
        {runId: "b", spec}
      ])
    );
    answer(stopped("b"));
    expect(await events).toEqual([stopped("b")]);
  });

  test("ends the start before it, and drops its events that come late", async () => {
    const {client, answer} = fakeWorkers();
    const first = all(client.start([{runId: "1.0", spec}]));
    answer(ready);
    const second = all(client.start([{runId: "2.0", spec}]));
    expect(await first).toEqual([ready]);
    answer({type: "paused", runId: "1.0", step: 1}, stopped("1.0"), ready, stopped("2.0"));
    expect(await second).toEqual([ready, stopped("2.0")]);
  });

  test("ends with the worker's error", async () => {
    const {client, answer} = fakeWorkers();
    const events = all(client.start([{runId: "a", spec}]));
    answer({type: "error", message: "no backend works"}, stopped("a"));
    expect(await events).toEqual([{type: "error", message: "no backend works"}]);
  });
});

describe("sample() and importCifar()", () => {
  const sample = {size: 16, classes: ["x"], pixels: new Uint8Array(0), count: 0};
  const dataset = spec.dataset;

  test("resolve with the answer to their own request", async () => {
    const {client, answer, requests} = fakeWorkers();
    const first = client.sample(dataset);
    const files = [new Blob(["x"])];
    const second = client.importCifar(files);
    expect(requests()).toEqual([
      {type: "sample", requestId: 1, dataset, perClass: 10},
      {type: "importCifar", requestId: 2, files}
    ]);
    answer({type: "imported", requestId: 2, train: 50000, test: 10000});
    answer({type: "sample", requestId: 1, sample});
    expect(await first).toEqual(sample);
    expect(await second).toEqual({train: 50000, test: 10000});
  });

  test("reject with the reason if they are refused, and runs go on", async () => {
    const {client, answer} = fakeWorkers();
    const events = all(client.start([{runId: "a", spec}]));
    const refused = client.importCifar([]);
    answer({type: "refused", requestId: 1, message: "there is no file"});
    await expect(refused).rejects.toThrow("there is no file");
    answer(stopped("a"));
    expect(await events).toEqual([stopped("a")]);
  });
});

describe("analyse(request)", () => {
  const analysis = "gradientCorrelations";
  const found: Analysis = {
    place: {backend: "wasm", device: "processor", failures: []},
    executor: "reference",
    rows: [{distance: 1, correlation: 0.5}]
  };

  test("passes on spec and backend, and resolves with the answer to its own request", async () => {
    const {client, answer, requests} = fakeWorkers();
    const other = tinySpec({name: "cifar-plain-8"});
    const [first, second] = [
      client.analyse({analysis, spec}),
      client.analyse({analysis, spec: other, backend: "wasm"})
    ];
    expect(requests()).toEqual([
      {type: "analyse", requestId: 1, analysis, spec},
      {type: "analyse", requestId: 2, analysis, spec: other, backend: "wasm"}
    ]);
    const later = {...found, rows: []};
    answer(
      {type: "analysed", requestId: 2, analysis: later},
      {type: "analysed", requestId: 1, analysis: found}
    );
    expect(await first).toEqual(found);
    expect(await second).toEqual(later);
  });

  test("rejects with the reason if it is refused, by what the worker dies of, and when it is ended", async () => {
    const {client, answer, crash} = fakeWorkers();
    const refused = client.analyse({analysis, spec});
    answer({type: "refused", requestId: 1, message: "CIFAR-10 is not here yet"});
    await expect(refused).rejects.toThrow("CIFAR-10 is not here yet");
    const crashed = client.analyse({analysis, spec});
    crash("out of memory");
    await expect(crashed).rejects.toThrow("out of memory");
    const ended = client.analyse({analysis, spec});
    client.terminate();
    await expect(ended).rejects.toThrow("the training worker was ended");
  });

  test("tells the runs of a start nothing", async () => {
    const {client, answer} = fakeWorkers();
    const events = all(client.start([{runId: "a", spec}]));
    const asked = client.analyse({analysis, spec});
    answer({type: "analysed", requestId: 1, analysis: found}, stopped("a"));
    expect(await events).toEqual([stopped("a")]);
    expect(await asked).toEqual(found);
  });
});

describe("analyse(request, {onProgress, signal})", () => {
  const analysis = "lesions";
  const state = {w: Float32Array.of(1)};
  const row: AnalysisRows["lesions"] = {kind: "each", deleted: ["layer1.0"], lossNats: 1, error: 0.5};

  test("passes on the state, tells what is found on the way, and resolves with all", async () => {
    const {client, answer, requests} = fakeWorkers();
    const onProgress = vi.fn();
    const asked = client.analyse({analysis, spec, state, each: true}, {onProgress});
    expect(requests()).toEqual([{type: "analyse", requestId: 1, analysis, spec, state, each: true}]);
    answer({type: "analysing", requestId: 1, done: 1, total: 2, rows: [row]});
    expect(onProgress).toHaveBeenCalledWith(expect.objectContaining({done: 1, total: 2, rows: [row]}));
    const found: Analysis = {
      place: {backend: "wasm", device: "processor", failures: []},
      ...{executor: "plan", rows: [row, row]}
    };
    answer({type: "analysed", requestId: 1, analysis: found});
    expect(await asked).toEqual(found);
    answer({type: "analysing", requestId: 1, done: 2, total: 2, rows: [row]}); // of nobody any more
    expect(onProgress).toHaveBeenCalledOnce();
  });

  test("asks the worker to cancel when the signal says so, once, and rejects as it is refused", async () => {
    const {client, answer, requests} = fakeWorkers();
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = client.analyse({analysis, spec, state}, {signal: first.signal});
    const other = client.analyse({analysis, spec, state}, {signal: second.signal});
    first.abort();
    expect(requests().slice(2)).toEqual([{type: "cancel", requestId: 1}]);
    answer({type: "refused", requestId: 1, message: "the analysis was stopped"});
    await expect(asked).rejects.toThrow("the analysis was stopped");
    answer({type: "analysed", requestId: 2, analysis: {} as Analysis});
    await other;
    second.abort();
    expect(requests()).toHaveLength(3);
  });

  test("asks nothing if the signal was given before", async () => {
    const {client, workers} = fakeWorkers();
    const asked = client.analyse({analysis, spec, state}, {signal: AbortSignal.abort()});
    await expect(asked).rejects.toThrow("the analysis was stopped");
    expect(workers).toHaveLength(0);
  });
});

describe("a worker's end", () => {
  test("an error of the worker ends the runs with it and rejects what is pending", async () => {
    const {client, crash} = fakeWorkers();
    const events = all(client.start([{runId: "a", spec}]));
    const pending = client.sample(spec.dataset);
    crash("x is not defined");
    await expect(pending).rejects.toThrow("x is not defined");
    expect(await events).toEqual([{type: "error", message: "x is not defined"}]);
  });

  test("a worker that cannot be loaded says so, and the next start gets a new one", async () => {
    const {client, crash, workers, requests, answer} = fakeWorkers();
    const events = all(client.start([{runId: "a", spec}]));
    crash();
    expect(await events).toEqual([{type: "error", message: lostDownloadText}]);
    const again = all(client.start([{runId: "b", spec}]));
    expect(workers.map(({terminated}) => terminated)).toEqual([true, false]);
    expect(requests()).toMatchObject([{type: "start", runs: [{runId: "b"}]}]);
    answer(stopped("b"));
    expect(await again).toEqual([stopped("b")]);
  });

  test("terminate() ends the worker and the runs, and rejects what is pending", async () => {
    const {client, workers} = fakeWorkers();
    const events = all(client.start([{runId: "a", spec}]));
    const pending = client.importCifar([]);
    client.terminate();
    await expect(pending).rejects.toThrow("the training worker was ended");
    expect(await events).toEqual([{type: "error", message: "the training worker was ended"}]);
    expect(workers[0].terminated).toBe(true);
  });
});
