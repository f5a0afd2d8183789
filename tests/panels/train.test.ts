import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import type {TrainingSpec} from "../../components/experiment/trainingSpec.js";
import {FaultError} from "../../components/fields/fault.js";
import {train} from "../../components/panels/train.js";
import {done, fakeWorkers, microtasks, point} from "./fakeWorkers.js";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const spec: TrainingSpec = {
  networks: ["cifar-resnet-8", {name: "cifar-resnet-8", shortcutScale: 0.5}],
  width: 1,
  steps: 2
};
const nets = ["cifar-resnet-8", "cifar-resnet-8, λ 0.5"];
const end = {done: true, value: undefined};

function begin(input = spec) {
  const fake = fakeWorkers();
  const views = train(input, {client: fake.client});
  return {...fake, views, next: async () => (await views.next()).value};
}

describe("train(spec)", () => {
  test("throws at the call, before there is a worker", () => {
    const {client, workers} = fakeWorkers();
    expect(() => train({networks: ["cifar-resnet-9"]}, {client})).toThrow(FaultError);
    expect(() => train({networks: ["cifar-resnet-9"]}, {client})).toThrow("invalid depth: 9; ");
    expect(() => train({...spec, steps: 0, batch: 0}, {client})).toThrow(/invalid steps: 0.*\n.*batch: 0/);
    expect(workers).toHaveLength(0);
  });

  test("starts a worker at the first next(), and gives a view without rows at once", async () => {
    const {workers, views, next} = begin({...spec, backend: "wasm", executor: "reference"});
    expect(workers).toHaveLength(0);
    expect(views[Symbol.asyncIterator]()).toBe(views);
    const view = await next();
    expect(view).toMatchObject({rows: [], nets, steps: 2, text: "Step 0 of 2", notes: [], done: false});
    expect(view.runs.map(({status}: {status: string}) => status)).toEqual(["waiting", "waiting"]);
    expect(workers[0].requests).toMatchObject([
      {
        type: "start",
        backend: "wasm",
        executor: "reference",
        runs: [
          {runId: "1.0", spec: {steps: 2, network: {name: "cifar-resnet-8", width: 1, shortcutScale: 1}}},
          {runId: "1.1", spec: {steps: 2, network: {name: "cifar-resnet-8", width: 1, shortcutScale: 0.5}}}
        ]
      }
    ]);
  });

  test("gives a view whenever something has changed, at most four a second, of the newest state", async () => {
    const {answer, views, next} = begin();
    const first = await next();
    const given = vi.fn();
    void views.next().then(({value}) => given(value));
    await answer({type: "ready", backend: "cpu", device: "processor", failures: []});
    await answer(point(0, 1));
    expect(given).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(250);
    expect(given).toHaveBeenCalledTimes(1);
    const [[second]] = given.mock.calls;
    expect(second.text).toBe(
      "Step 0 to 1 of 2 · 2.0 steps/s · 128 images/s · 1 s left · Trains on JavaScript: processor."
    );
    expect(second.rows).toEqual([
      {run: "this run", net: nets[0], split: "training", step: 1, error: 0.25},
      {run: "this run", net: nets[0], split: "test", step: 1, error: 0.5}
    ]);
    expect(second).not.toBe(first);
    expect(second.nets).not.toBe(first.nets);
    const third = vi.fn();
    void views.next().then(third);
    await vi.advanceTimersByTimeAsync(1000);
    expect(third).not.toHaveBeenCalled(); // nothing has changed
  });

  test("ends with a view that is done, and with the worker", async () => {
    const {answer, views, next, alive} = begin();
    await next();
    await answer(point(0, 1), point(1, 1), point(0, 2), done(0), point(1, 2), done(1));
    const last = await next();
    expect(last).toMatchObject({done: true, text: "Ended at step 2 of 2"});
    expect(
      last.rows.map(({net, split, step}: {net: string; split: string; step: number}) => [net, split, step])
    ).toEqual(
      nets.flatMap((net) => ["training", "test"].flatMap((split) => [1, 2].map((i) => [net, split, i])))
    );
    expect(alive()).toBe(0);
    expect(await views.next()).toEqual(end);
  });

  test("draws at most 200 points a curve, the last included", async () => {
    const {answer, next} = begin({networks: ["cifar-resnet-8"], steps: 1000});
    await next();
    for (let step = 1; step <= 1000; step++) {
      await answer({...point(0, step), points: [{step, lossNats: 1, trainingError: 1}]} as ReturnType<
        typeof point
      >);
    }
    await answer(done(0));
    const {rows, runs} = await next();
    expect([rows.length, rows.at(-1).step, runs[0].points.length]).toEqual([200, 1000, 1000]);
  });

  test("tells of a network that diverges or fails by its key, and trains the others", async () => {
    const {answer, next} = begin();
    await next();
    await answer({type: "diverged", runId: "1.1", step: 1, learningRate: 5}, point(0, 1));
    await vi.advanceTimersByTimeAsync(250);
    expect(await next()).toMatchObject({
      done: false,
      notes: [`${nets[1]}: the loss is no longer a number at step 1, with learning rate 5`]
    });
    await answer({type: "failed", runId: "1.0", message: "out of memory"});
    const last = await next();
    expect([last.done, last.notes[0]]).toEqual([true, `${nets[0]}: out of memory`]);
  });

  test("rejects with the message of a worker that fails, and is over", async () => {
    const {crash, views, next, alive} = begin();
    await next();
    const waiting = expect(views.next()).rejects.toThrow("no such module");
    await crash("no such module");
    await waiting;
    expect(await views.next()).toEqual(end);
    expect(alive()).toBe(0);
  });

  test("rejects also if nobody waited when the worker failed", async () => {
    const {answer, views, next} = begin();
    await next();
    await answer({type: "error", message: "no backend works"});
    await expect(views.next()).rejects.toThrow("no backend works");
  });
});

describe("return()", () => {
  test("before the first next() starts nothing", async () => {
    const {views, workers} = begin();
    expect(await views.return()).toEqual(end);
    expect(await views.next()).toEqual(end);
    expect(workers).toHaveLength(0);
  });

  test("ends the worker at once, while a view is waited for", async () => {
    const {views, next, workers} = begin();
    await next();
    const waiting = views.next();
    void views.return();
    expect(workers[0].terminated).toBe(true); // not a moment later
    expect(await waiting).toEqual(end);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await views.next()).toEqual(end);
    expect(workers).toHaveLength(1);
  });

  test("drops what was not given out", async () => {
    const {views, next, answer} = begin();
    await next();
    await answer(point(0, 1));
    void views.return();
    expect(await views.next()).toEqual(end);
  });

  test("of each of ten quick edits leaves one run", async () => {
    const {client, alive, workers} = fakeWorkers();
    let views = train(spec, {client});
    for (let width = 1; width <= 10; width++) {
      void views.return();
      views = train({...spec, width}, {client});
      await views.next();
      void views.next();
      await microtasks();
    }
    expect([workers.length, alive()]).toEqual([10, 1]);
    expect(workers.at(-1)!.requests).toMatchObject([
      {type: "start", runs: [{spec: {network: {width: 10}}}, {}]}
    ]);
  });

  test("as a loop that is left does it", async () => {
    const {views, alive} = begin();
    for await (const view of views) {
      expect(view.rows).toEqual([]);
      break;
    }
    expect(alive()).toBe(0);
  });
});

test("throw(error) ends the worker at once and rejects", async () => {
  const {views, next, alive} = begin();
  await next();
  await expect(views.throw(new Error("mine"))).rejects.toThrow("mine");
  expect(alive()).toBe(0);
});
