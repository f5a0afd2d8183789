import {afterEach, describe, expect, test, vi} from "vitest";
import type {StartRun} from "../../components/client/client.js";
import {initialState, nextState} from "../../components/client/runState.js";
import {lostDownloadText} from "../../components/fields/lostDownload.js";
import type {Checkpoint} from "../../components/protocol/checkpoint.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {savedSession} from "../../components/stores/checkpoints.js";
import {eventually} from "../eventually.js";
import {filledState} from "../stores/filledState.js";
import {tinySpec} from "../worker/tinyDataset.js";
import {aboutRuns, fakePool, runsOf} from "./fakePool.js";

import "fake-indexeddb/auto";

afterEach(() => vi.restoreAllMocks());

const spec = tinySpec();
const runs = (...ids: string[]): StartRun[] => ids.map((runId) => ({runId, spec}));
const done = (runId: string): TrainerEvent => ({type: "done", runId, step: 4});
const points = (runId: string, step: number): TrainerEvent => ({
  type: "points",
  runId,
  points: [{step, lossNats: 1, trainingError: 0.5}],
  pace: {stepsPerSecond: 1, imagesPerSecond: 4, secondsLeft: 1}
});
const checkpoint = (runId: string, step: number): Checkpoint => ({
  ...{runId, spec, step, ended: false},
  points: [{step, lossNats: 1, trainingError: 0.5}],
  state: filledState(spec, step)
});

async function all(events: AsyncIterable<TrainerEvent>): Promise<TrainerEvent[]> {
  const found: TrainerEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

/** Resolves when a worker has been told that its checkpoints *number* are kept. */
const kept = (worker: {requests: object[]}, number: number) =>
  eventually(() => expect(worker.requests).toContainEqual({type: "kept", number}));

describe("a start of several runs", () => {
  test("opens the backend in one worker, and trains each run in its own where that is the processor", () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b", "c"), {backend: "wasm", states: true});
    expect(workers.map(({requests}) => requests)).toEqual([[{type: "open", number: 1, backend: "wasm"}]]);
    open();
    expect(workers.map(runsOf)).toEqual([["a"], ["b"], ["c"]]);
    expect(aboutRuns(workers[2])).toMatchObject([{type: "start", backend: "wasm", states: true}]);
  });

  test("stays in one worker on a graphics card, whatever the number of cores", () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b", "c"));
    open("webgpu");
    expect(workers.map(runsOf)).toEqual([["a", "b", "c"]]);
    expect(aboutRuns(workers[0])).toMatchObject([{type: "start", together: undefined}]);
  });

  test("has as many workers as cores, which share the runs by their work", () => {
    const {client, workers, open} = fakePool({cores: 2});
    const deep = tinySpec({name: "cifar-plain-56"});
    client.start([...runs("a", "b"), {runId: "deep", spec: deep}, ...runs("c")]);
    open();
    expect(workers.map(runsOf)).toEqual([["deep"], ["a", "b", "c"]]);
  });

  test("has no more workers than were asked for, and says so if there are fewer cores", async () => {
    const {client, workers, open} = fakePool({cores: 2});
    client.start(runs("a", "b", "c"), {workers: 1});
    expect(workers.map(runsOf)).toEqual([["a", "b", "c"]]);
    const events = all(client.start(runs("d", "e", "f"), {workers: 16}));
    open();
    expect(workers.map(runsOf)).toEqual([["d", "f"], ["e"]]);
    workers[0].answer(done("d"), done("f"));
    workers[1].answer(done("e"));
    const told = await events;
    expect(told[0]).toEqual({type: "limited", workers: 16, cores: 2});
    const {notes} = told.reduce(nextState, initialState(runs("d", "e", "f")));
    expect(notes).toEqual(["16 workers were asked for; this computer has 2 cores, and so many train"]);
  });

  test("gives each worker the cores that are left as threads, and says so if more were asked for", async () => {
    const {client, workers, open} = fakePool({cores: 5});
    const threads = () =>
      workers.map(({requests}) => {
        const last = requests.findLast(({type}) => type === "start");
        return last?.type === "start" ? last.threads : undefined;
      });
    client.start(runs("a", "b"));
    open();
    expect(threads()).toEqual([2, 2]);
    client.start(runs("c"), {workers: 1});
    expect(threads()[0]).toBeUndefined();
    const events = all(client.start(runs("d"), {threads: 9}));
    expect(threads()[0]).toBe(5);
    workers[0].answer(done("d"));
    const told = await events;
    expect(told[0]).toEqual({type: "limited", threads: 9, cores: 5});
    const {notes} = told.reduce(nextState, initialState(runs("d")));
    expect(notes).toEqual([
      "9 threads a network were asked for; this computer has 5 cores, and so many train"
    ]);
  });

  test("is trained by the workers that the browser gives, if it does not give all", () => {
    const {client, workers, open} = fakePool({gives: 2});
    client.start(runs("a", "b", "c"));
    open();
    expect(workers.map(runsOf).flat().sort()).toEqual(["a", "b", "c"]);
    expect(workers).toHaveLength(2);
  });

  test("ends with the reason if the browser gives no worker", async () => {
    const {client} = fakePool({gives: 0});
    const events = client.start(runs("a", "b"));
    expect(await all(events)).toEqual([{type: "error", message: "no more workers"}]);
    await expect(client.sample(spec.dataset)).rejects.toThrow("no more workers");
  });

  test("tells each worker of the others' runs, on a channel of its own", () => {
    const {client, workers, open} = fakePool();
    const later = {runId: "b", spec, checkpoint: checkpoint("b", 2)};
    client.start([...runs("a"), later]);
    open();
    const together = workers.map(
      ({requests}) => requests.find((request) => request.type === "start")!.together
    );
    expect(together[0]!.shares).toEqual([
      {runId: "a", share: 0},
      {runId: "b", share: 0.5}
    ]);
    expect(together[1]).toEqual(together[0]);
    client.start(runs("c", "d"));
    open();
    const next = workers[0].requests.findLast((request) => request.type === "start")!.together;
    expect(next!.channel).not.toBe(together[0]!.channel);
  });

  test("lets every other worker have its images from the first", () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b", "c"));
    open();
    const count = (i: number, type: string) =>
      workers[i].requests.filter((request) => request.type === type).length;
    expect([0, 1, 2].map((i) => count(i, "giveImages"))).toEqual([2, 0, 0]);
    expect([0, 1, 2].map((i) => count(i, "takeImages"))).toEqual([0, 1, 1]);
  });

  test("yields the events of all workers until all runs have ended, and one place", async () => {
    const {client, workers, open} = fakePool();
    const events = all(client.start(runs("a", "b")));
    const ready: TrainerEvent = {type: "ready", backend: "wasm", device: "processor", failures: []};
    workers[0].answer(ready);
    open();
    workers[1].answer(ready, {type: "preparing", what: "network b", done: 0, total: 1}, points("b", 1));
    workers[0].answer(points("a", 1), done("a"));
    workers[1].answer(done("b"));
    expect(await events).toEqual([ready, points("b", 1), points("a", 1), done("a"), done("b")]);
  });

  test("tells why the backends before the one that was opened are not used, to its end", async () => {
    const {client, workers, open} = fakePool();
    const events = all(client.start(runs("a", "b")));
    const failures = [{backend: "webgpu" as const, reason: "this browser has no WebGPU"}];
    const place = {type: "ready" as const, backend: "wasm" as const, device: "processor"};
    workers[0].answer({...place, failures});
    open();
    workers[0].answer({...place, failures: []}, done("a")); // it was told to open WebAssembly, and no other
    workers[1].answer({...place, failures: []}, done("b"));
    const told = (await events).filter(({type}) => type === "ready");
    expect(told).toEqual([
      {...place, failures},
      {...place, failures}
    ]);
    const again = all(client.start(runs("c", "d"), {backend: "wasm"}));
    workers[0].answer({...place, failures: []});
    open();
    workers[0].answer(done("c"));
    workers[1].answer(done("d"));
    expect((await again)[0]).toEqual({...place, failures: []});
  });

  test("tells every worker what is asked, also before they are at work", () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b"));
    client.step();
    open();
    client.resume();
    workers[1].answer(done("b"));
    client.stop();
    expect(aboutRuns(workers[0]).map(({type}) => type)).toEqual(["start", "step", "resume", "stop"]);
    expect(aboutRuns(workers[1]).map(({type}) => type)).toEqual(["start", "step", "resume"]);
  });

  test("ends the start before it in all workers, and drops its backend", () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b", "c"));
    open();
    client.start(runs("d", "e"));
    workers[0].answer({type: "opened", number: 1, backend: "wasm"}); // of the first start, once more
    expect(workers.map(runsOf)).toEqual([["a"], ["b"], ["c"]]);
    open();
    expect(workers.map(runsOf)).toEqual([["d"], ["e"], ["c"]]);
    expect(aboutRuns(workers[2]).map(({type}) => type)).toEqual(["start", "stop"]);
  });

  test("terminate() ends all workers", () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b", "c"));
    open();
    client.terminate();
    expect(workers.map(({terminated}) => terminated)).toEqual([true, true, true]);
  });
});

describe("checkpoints", () => {
  test("of all workers are kept together, in the order of the runs; each worker is told when", async () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b", "c"), {keep: "page"});
    open();
    workers[1].answer({type: "checkpoints", number: 7, checkpoints: [checkpoint("b", 2)]});
    await kept(workers[1], 7);
    workers[0].answer(points("a", 4), done("a"), {type: "checkpoints", number: 1, checkpoints: []});
    await kept(workers[0], 1);
    const {checkpoints} = (await savedSession("page"))!;
    expect(checkpoints.map(({runId, step, ended}) => [runId, step, ended])).toEqual([
      ["a", 4, true],
      ["b", 2, false],
      ["c", 0, false]
    ]);
    expect(checkpoints[0].points.map(({step}) => step)).toEqual([4]);
    expect(workers[1].requests.at(-1)).toEqual({type: "kept", number: 7});
    for (const [i, runId] of ["b", "c"].entries())
      workers[i + 1].answer(done(runId), {type: "checkpoints", number: 8, checkpoints: []});
    for (const worker of workers.slice(1)) await kept(worker, 8);
    expect(await savedSession("page")).toBeUndefined();
  });

  test("are asked of all workers at once when the page may be about to go", () => {
    const {client, workers, open} = fakePool();
    client.save();
    client.start(runs("a", "b"), {keep: "page"});
    open();
    client.save();
    expect(workers.map(({requests}) => requests.filter(({type}) => type === "save").length)).toEqual([1, 1]);
  });

  test("a browser that keeps nothing is told of once, and training goes on", async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("the disk is full", "QuotaExceededError");
    });
    const {client, workers} = fakePool();
    const events = all(client.start(runs("a"), {keep: "full"}));
    for (const number of [1, 2]) {
      workers[0].answer({type: "checkpoints", number, checkpoints: [checkpoint("a", number)]});
      await kept(workers[0], number);
    }
    expect(put.mock.calls.length).toBe(2);
    expect(workers[0].requests.slice(1)).toEqual([
      {type: "kept", number: 1},
      {type: "kept", number: 2}
    ]);
    workers[0].answer(done("a"));
    expect(await events).toEqual([{type: "unsaved", reason: "its storage is full"}, done("a")]);
  });
});

describe("a worker that dies", () => {
  test("takes its own run only, which goes on from its last checkpoint in another", async () => {
    const {client, workers, open} = fakePool();
    const events = all(client.start(runs("a", "b")));
    open();
    workers[1].answer({type: "checkpoints", number: 1, checkpoints: [checkpoint("b", 2)]}, points("b", 3));
    workers[1].die("Uncaught RangeError: out of memory"); // as browsers say it
    expect(workers.map(({terminated}) => terminated)).toEqual([false, true, false]);
    expect(aboutRuns(workers[2])).toMatchObject([
      {type: "start", runs: [{runId: "b", checkpoint: {step: 2, state: filledState(spec, 2)}}]}
    ]);
    expect(workers[2].requests.map(({type}) => type)).toContain("takeImages");
    workers[0].answer(done("a"));
    workers[2].answer(done("b"));
    const reason = "the worker of cifar-resnet-8 died: out of memory";
    expect(await events).toEqual([
      points("b", 3),
      {type: "restarted", runId: "b", step: 2, reason},
      done("a"),
      done("b")
    ]);
  });

  test("is replaced by one that is paused, if the others are", () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b"));
    open();
    client.pause();
    workers[1].die("gone");
    expect(aboutRuns(workers[2]).map(({type}) => type)).toEqual(["start", "pause"]);
  });

  test("is replaced twice; then its run fails, the others are told, and go on", async () => {
    const {client, workers, said, open} = fakePool();
    const events = all(client.start(runs("a", "b")));
    open();
    for (const i of [1, 2, 3]) workers[i].die("out of memory");
    expect(workers).toHaveLength(4);
    expect(said).toEqual([
      {
        type: "shares",
        shares: [
          {runId: "a", share: 0},
          {runId: "b", share: Infinity}
        ]
      }
    ]);
    workers[0].answer(done("a"));
    expect((await events).slice(2)).toEqual([
      {type: "failed", runId: "b", message: "out of memory"},
      done("a")
    ]);
  });

  test("ends all if it is the only one that trains, and has been replaced twice", async () => {
    const {client, workers} = fakePool();
    const events = all(client.start(runs("a", "b"), {workers: 1}));
    for (const i of [0, 1, 2]) workers[i].die("gone");
    expect(workers).toHaveLength(3);
    expect((await events).at(-1)).toEqual({type: "error", message: "gone"});
  });

  test.each([1, 2])(
    "without a word could not be loaded; the next start tries again (%i workers)",
    async (most) => {
      const {client, workers} = fakePool();
      const events = all(client.start(runs("a", "b"), {workers: most}));
      for (const i of [0, 1, 2]) workers[i].die(); // as one whose script is gone
      expect(await events).toEqual([{type: "error", message: lostDownloadText}]);
      client.start(runs("c"));
      expect(workers).toHaveLength(4);
      expect(runsOf(workers[3])).toEqual(["c"]);
    }
  );

  test("gives images to the others no more: a new first worker does", () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b"));
    open();
    workers[0].die("gone");
    expect(workers[2].requests.map(({type}) => type).sort()).toEqual(["giveImages", "start"]);
    expect(workers[1].requests.filter(({type}) => type === "takeImages")).toHaveLength(2);
  });

  test("that was to open the backend is replaced by one that does", () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b"));
    workers[0].die("gone");
    expect(workers[1].requests).toEqual([{type: "open", number: 1, backend: undefined}]);
    workers[1].answer({type: "opened", number: 1, backend: "wasm"});
    expect(workers.slice(1).map(runsOf)).toEqual([["a"], ["b"]]);
    expect(open).toBeTypeOf("function");
  });

  test("refuses what it was asked, and no more", async () => {
    const {client, workers} = fakePool();
    const asked = client.sample(spec.dataset);
    workers[0].die("gone");
    await expect(asked).rejects.toThrow("gone");
    const again = client.sample(spec.dataset);
    const sample = {size: 16, classes: ["x"], pixels: new Uint8Array(0), count: 0};
    workers[1].answer({type: "sample", requestId: 2, sample});
    expect(await again).toEqual(sample);
  });
});

describe("an error of one worker's runs", () => {
  test("fails those runs, and the others go on", async () => {
    const {client, workers, open} = fakePool();
    const events = all(client.start(runs("a", "b")));
    open();
    workers[1].answer({type: "error", message: "no memory"});
    workers[0].answer(done("a"));
    expect(await events).toEqual([{type: "failed", runId: "b", message: "no memory"}, done("a")]);
  });

  test("ends all if no other trains, or none could begin", async () => {
    const {client, workers, open} = fakePool();
    const first = all(client.start(runs("a", "b")));
    workers[0].answer({type: "error", message: "no backend works"});
    expect(await first).toEqual([{type: "error", message: "no backend works"}]);
    const second = all(client.start(runs("c", "d")));
    open();
    workers[1].answer(done("d"));
    workers[0].answer({type: "error", message: "no memory"});
    expect(await second).toEqual([done("d"), {type: "error", message: "no memory"}]);
  });
});

describe("an analysis", () => {
  const request = {analysis: "gradientCorrelations", spec} as const;

  test("waits until the runs of all workers have ended", () => {
    const {client, workers, open} = fakePool();
    client.start(runs("a", "b"));
    open();
    void client.analyse(request);
    workers[0].answer(done("a"));
    expect(workers[0].requests.map(({type}) => type)).not.toContain("analyse");
    workers[1].answer(done("b"));
    expect(workers[0].requests.at(-1)).toEqual({type: "analyse", requestId: 1, ...request});
  });

  test("that waits is refused if it is stopped, and by the next start", async () => {
    const {client, workers} = fakePool();
    client.start(runs("a"));
    const stop = new AbortController();
    const stopped = client.analyse(request, {signal: stop.signal});
    stop.abort();
    await expect(stopped).rejects.toThrow("the analysis was stopped");
    const superseded = client.analyse(request);
    client.start(runs("b"));
    await expect(superseded).rejects.toThrow("the analysis was stopped");
    expect(workers[0].requests.map(({type}) => type)).not.toContain("analyse");
  });

  test("of the weights in a file waits too, and is refused under its own name", async () => {
    const {client, workers} = fakePool();
    client.start(runs("a"));
    const weighed = client.weigh({file: new File(["x"], "w.pth")});
    client.start(runs("b"));
    await expect(weighed).rejects.toThrow("the weighing of the file was stopped");
    expect(workers[0].requests.map(({type}) => type)).not.toContain("weigh");
  });

  test("is asked at once of the first worker while nothing trains, and stopped there", () => {
    const {client, workers} = fakePool();
    const stop = new AbortController();
    void client.analyse(request, {signal: stop.signal});
    stop.abort();
    expect(workers[0].requests.map(({type}) => type)).toEqual(["analyse", "cancel"]);
  });
});
