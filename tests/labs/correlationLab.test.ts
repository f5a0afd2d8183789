// @vitest-environment jsdom
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {correlationLab} from "../../components/labs/correlationLab.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {fakeWorkers, microtasks} from "../panels/fakeWorkers.js";
import {fakeResizeObserver} from "../panels/resizeObserver.js";

let observers: ReturnType<typeof fakeResizeObserver>;

beforeEach(() => void (observers = fakeResizeObserver()));
afterEach(() => void vi.unstubAllGlobals());

const nets = ["cifar-plain-20", "cifar-resnet-20"];
const specs = nets.map((name) => toRunSpec({network: {name}, seed: 7}));
const rows = nets.flatMap((net) => [0.5, 1].map((distance) => ({net, distance, correlation: 0.75})));

function create(options: {invalidation?: Promise<unknown>} = {}) {
  const fake = fakeWorkers();
  const recording = {rows, specs, caption: "recorded: 3 seeds"};
  const element = correlationLab({recording, client: fake.client, ...options});
  const [start, stop] = [...element.querySelectorAll("button")];
  return {
    ...fake,
    element,
    start,
    stop,
    badge: () => element.querySelector(".badge")!.textContent,
    status: () => element.querySelector("[role=status]")!.textContent,
    progress: () => element.querySelector("progress")!.value,
    buttons: () => [start.disabled, stop.disabled],
    said: () => element.querySelector("svg[aria-description]")!.getAttribute("aria-description")
  };
}

const analysed = (requestId: number, correlation: number): TrainerEvent => ({
  ...{type: "analysed", requestId},
  analysis: {
    place: {backend: "wasm", device: "processor", failures: []},
    executor: "reference",
    rows: [0.5, 1].map((distance) => ({distance, correlation}))
  }
});

test("correlationLab() shows what was recorded, with a key, and has no worker", () => {
  const {badge, buttons, said, workers, element} = create();
  expect([badge(), buttons()]).toEqual(["recorded: 3 seeds", [false, true]]);
  expect(said()).toBe("plain-20: at least 0.5 throughout. residual-20: at least 0.5 throughout.");
  expect(element.querySelector(".legend")!.textContent).toMatch(/plain-20\s+residual-20/);
  expect(element.getAttribute("aria-label")).toBe("Shattered gradients");
  expect(workers).toHaveLength(0);
});

test("Measure finds one network after the other, each with a new seed, and ends the worker", async () => {
  const {start, workers, answer, said, badge, status, progress, buttons, alive} = create();
  start.click();
  expect([buttons(), status()]).toEqual([[true, false], "Measuring cifar-plain-20, 1 of 2 …"]);
  expect(workers[0].requests).toMatchObject([
    {type: "analyse", analysis: "gradientCorrelations", spec: {...specs[0], seed: 1}}
  ]);
  await answer(analysed(1, 0.25));
  expect(said()).toBe("plain-20: below 0.5 from 1/2 of the way on. ");
  expect([badge(), progress()]).toEqual(["measured in this browser, seed 1, wasm", 0.5]);
  expect(workers[0].requests[1]).toMatchObject({type: "analyse", spec: {...specs[1], seed: 1}});
  await answer(analysed(2, 0.9));
  expect(said()).toBe("plain-20: below 0.5 from 1/2 of the way on. residual-20: at least 0.5 throughout.");
  expect([status(), progress(), buttons(), alive()]).toEqual(["All are measured.", 1, [false, true], 0]);
  start.click();
  expect(workers[1].requests).toMatchObject([{spec: {seed: 2}}]);
});

test("Stop ends the worker and keeps what was measured; Measure begins anew", async () => {
  const {start, stop, answer, status, buttons, badge, workers, alive} = create();
  start.click();
  await answer(analysed(1, 0.25));
  stop.click();
  await microtasks();
  expect([status(), buttons(), alive()]).toEqual(["Stopped.", [false, true], 0]);
  expect(badge()).toBe("measured in this browser, seed 1, wasm");
  start.click();
  expect([workers.length, alive()]).toEqual([2, 1]);
});

test("a fault is told", async () => {
  const {start, answer, status, buttons, said} = create();
  const before = said();
  start.click();
  await answer({type: "refused", requestId: 1, message: "no backend works"});
  expect([status(), buttons()]).toEqual(["Not measured: no backend works.", [false, true]]);
  expect(said()).toBe(before);
});

test("invalidation ends the worker, and what was under way", async () => {
  let invalidate = () => {};
  const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
  const {start, alive, workers} = create({invalidation});
  start.click();
  invalidate();
  await microtasks();
  expect([alive(), workers.length, observers.count()]).toEqual([0, 1, 0]);
});

test("the figure is drawn anew for the room it has", () => {
  const {element} = create();
  const width = () => element.querySelector(".lab-figure svg")!.getAttribute("width");
  expect(width()).toBe("640");
  observers.resize(350);
  expect(width()).toBe("350");
  observers.resize(0);
  expect(width()).toBe("350");
});
