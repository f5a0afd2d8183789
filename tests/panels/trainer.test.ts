// @vitest-environment jsdom
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import type {ErrorRow} from "../../components/charts/errorRows.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import type {TrainingSpec} from "../../components/experiment/trainingSpec.js";
import {trainer, type TrainerOptions} from "../../components/panels/trainer.js";
import {done, fakeWorkers, microtasks, point} from "./fakeWorkers.js";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const net = "cifar-resnet-8";
const spec: TrainingSpec = {networks: [net], width: 1, steps: 2};
const recorded: ErrorRow[] = [net, "cifar-plain-8"].map((net) => ({
  ...{run: "recorded run", net, split: "test", step: 2, error: 0.5}
}));
const recordedSpec = toRunSpec({network: {name: net, width: 1}, steps: 2});
const end = {done: true, value: undefined};

function create(options: TrainerOptions = {}) {
  const fake = fakeWorkers();
  const element = trainer({client: fake.client, recorded, recordedSpec, ...options});
  const [start, stop] = element.querySelectorAll("button");
  return {
    ...fake,
    element,
    start,
    stop,
    progress: element.querySelector("progress")!,
    line: () => element.querySelector(".status")!.textContent,
    spoken: () => element.querySelector("[aria-live=polite]")!.textContent,
    text: () => [start, stop].map(({textContent, disabled}) => `${textContent!.trim()}${disabled ? "" : "!"}`)
  };
}

test("trainer() has its buttons, progress and status from the start, and no worker", () => {
  const {element, text, line, spoken, progress, workers} = create();
  expect(text()).toEqual(["Train", "Stop"]);
  expect([line(), spoken(), progress.value]).toEqual(["", "", 0]);
  expect(element.querySelector("button")!.className).toBe("primary");
  expect(workers).toHaveLength(0);
});

describe("train(spec)", () => {
  test("throws at the call, and leaves what is under way", async () => {
    const {element, start, alive} = create();
    const views = element.train(spec);
    await views.next();
    start.click();
    expect(() => element.train({networks: []})).toThrow("a figure shows 1 to 8 networks");
    expect(alive()).toBe(1);
  });

  test("gives the recorded curves, and waits for the reader", async () => {
    const {element, text, line, workers} = create();
    const views = element.train(spec);
    const {value} = await views.next();
    expect(value).toEqual({
      rows: [recorded[0]],
      nets: [net],
      steps: 2,
      runs: [],
      text: "Recorded curves.",
      notes: [],
      done: true
    });
    expect([text(), line()]).toEqual([["Train!", "Stop"], "Recorded curves."]);
    const given = vi.fn();
    void views.next().then(given);
    await vi.advanceTimersByTimeAsync(1000);
    expect(given).not.toHaveBeenCalled();
    expect(workers).toHaveLength(0);
  });

  test("gives no recorded curves of what was not recorded", async () => {
    const {element} = create();
    expect((await element.train({...spec, steps: 3}).next()).value).toMatchObject({
      rows: [],
      text: "Not trained yet."
    });
  });

  test("trains when the reader presses Train, and again from the first step", async () => {
    const {element, start, text, progress, answer, workers, alive} = create();
    const views = element.train(spec);
    await views.next();
    await vi.advanceTimersByTimeAsync(250);
    const running = views.next();
    start.click();
    expect((await running).value).toMatchObject({rows: [], done: false, text: "Step 0 of 2"});
    await answer(point(0, 1), point(0, 2));
    await vi.advanceTimersByTimeAsync(250);
    expect((await views.next()).value.rows).toHaveLength(4);
    expect([text(), progress.value]).toEqual([["Train again!", "Stop!"], 1]);
    await answer(done(0));
    await vi.advanceTimersByTimeAsync(250);
    const last = (await views.next()).value;
    expect([last.done, last.rows.length, text()]).toEqual([true, 4, ["Train again!", "Stop"]]);
    expect(alive()).toBe(0);
    await vi.advanceTimersByTimeAsync(250);
    start.click();
    expect((await views.next()).value).toMatchObject({rows: [], done: false});
    expect([workers.length, alive()]).toEqual([2, 1]);
  });

  test("of another spec is trained at once if the reader had started, else it waits again", async () => {
    const {element, start, workers, alive} = create();
    const first = element.train(spec);
    await first.next();
    const waits = element.train({...spec, width: 2});
    expect(await first.next()).toEqual(end);
    await waits.next();
    expect(workers).toHaveLength(0);
    start.click();
    expect(alive()).toBe(1);
    void waits.return();
    expect(alive()).toBe(0);
    const follows = element.train({...spec, width: 3});
    expect(alive()).toBe(0);
    expect((await follows.next()).value).toMatchObject({rows: [], done: false});
    expect(workers.at(-1)!.requests).toMatchObject([{type: "start", runs: [{spec: {network: {width: 3}}}]}]);
    expect(alive()).toBe(1);
  });

  test("follows a training that has ended, too", async () => {
    const {element, start, answer, alive} = create();
    await element.train(spec).next();
    start.click();
    await answer(point(0, 2), done(0));
    await element.train({...spec, width: 2}).next();
    expect(alive()).toBe(1);
  });

  test("ten times quickly leaves one run", async () => {
    const {element, start, alive} = create();
    let views = element.train(spec);
    await views.next();
    start.click();
    for (let width = 1; width <= 10; width++) {
      void views.return();
      views = element.train({...spec, width});
      void views.next();
      await microtasks();
      expect(alive()).toBe(1);
    }
  });
});

test("Stop ends the training, keeps the curves, and makes the next spec wait", async () => {
  const {element, start, stop, text, answer, workers, alive} = create();
  const views = element.train(spec);
  await views.next();
  start.click();
  await answer(point(0, 1));
  stop.click();
  expect(workers[0].requests.at(-1)).toEqual({type: "stop"});
  await answer({type: "stopped", runId: "1.0", step: 1});
  await vi.advanceTimersByTimeAsync(250);
  const {value} = await views.next();
  expect([value.done, value.rows.length, value.text]).toEqual([true, 2, "Ended at step 1 of 2"]);
  expect([text(), alive()]).toEqual([["Train again!", "Stop"], 0]);
  await element.train({...spec, width: 2}).next();
  expect(alive()).toBe(0);
});

test("return() ends the training at once, while a view is waited for", async () => {
  const {element, start, text, line, workers} = create();
  const views = element.train(spec);
  await views.next();
  start.click();
  const waiting = views.next();
  void views.return();
  expect(workers[0].terminated).toBe(true);
  expect(await waiting).toMatchObject({done: true});
  await vi.advanceTimersByTimeAsync(1000);
  expect([text(), line()]).toEqual([["Train", "Stop"], ""]);
  start.click();
  expect(workers).toHaveLength(1);
});

test("return() of what was asked for before leaves the newer alone", async () => {
  const {element, start, alive} = create();
  const first = element.train(spec);
  await first.next();
  const second = element.train({...spec, width: 2});
  await second.next();
  start.click();
  await first.return();
  expect(alive()).toBe(1);
});

test("a worker that fails is told of, and the reader can train again", async () => {
  const {element, start, line, crash, workers, alive} = create();
  const views = element.train(spec);
  await views.next();
  start.click();
  await crash("no such module");
  await vi.advanceTimersByTimeAsync(250);
  expect((await views.next()).value).toMatchObject({done: true, notes: ["no such module"]});
  expect(line()).toBe("Stopped by an error. · no such module");
  expect(alive()).toBe(0);
  start.click();
  expect(workers).toHaveLength(2);
});

test("invalidation ends everything", async () => {
  let invalidate = () => {};
  const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
  const {element, start, text, alive} = create({invalidation});
  const views = element.train(spec);
  await views.next();
  start.click();
  const waiting = views.next();
  invalidate();
  await microtasks();
  expect([alive(), text()]).toEqual([0, ["Train", "Stop"]]);
  expect(await waiting).toMatchObject({done: true});
  expect(await element.train(spec).next()).toEqual(end);
});

test("a screen reader is told at most every ten seconds, and of the end", async () => {
  const {element, start, spoken, answer} = create();
  await element.train({...spec, steps: 3}).next();
  start.click();
  expect(spoken()).toBe("Step 0 of 3");
  await answer(point(0, 1));
  expect(spoken()).toBe("Step 0 of 3");
  await vi.advanceTimersByTimeAsync(10_000);
  await answer(point(0, 2));
  expect(spoken()).toMatch(/^Step 2 of 3/);
  await answer(point(0, 3), done(0, {step: 3}));
  expect(spoken()).toBe("Ended at step 3 of 3");
});
