// @vitest-environment jsdom
import {expect, test} from "vitest";
import {
  liveMeasurement,
  type LiveMeasurementOptions,
  type Measurement
} from "../../components/labs/liveMeasurement.js";
import type {Analysis} from "../../components/protocol/analyses.js";
import {fakeWorkers, microtasks} from "../panels/fakeWorkers.js";

/** Returns a measurement that asks for step times, and what it was given. */
function create(options: Partial<LiveMeasurementOptions> = {}) {
  const fake = fakeWorkers();
  const given: Measurement[] = [];
  const element = liveMeasurement({
    async measure(measurement) {
      given.push(measurement);
      const {client, signal, tell} = measurement;
      tell("Measuring …", 0.25);
      await client.analyse({analysis: "stepTimes", specs: []}, options.stopsAtOnce ? {} : {signal});
      tell("All is measured.");
    },
    title: "Measures",
    progress: "How far it is",
    client: fake.client,
    ...options
  });
  const [start, stop] = element.querySelectorAll("button");
  const status = () => element.querySelector("[role=status]")!.textContent;
  const progress = element.querySelector("progress")!;
  return {...fake, element, given, start, stop, status, progress};
}

const found: Analysis<"stepTimes"> = {
  rows: [],
  place: {backend: "cpu", device: "", failures: []},
  executor: "plan"
};

test("liveMeasurement() has its controls, and no worker until Measure is pressed", () => {
  const {start, stop, progress, workers} = create();
  expect([start.title, start.disabled, stop.disabled]).toEqual(["Measures", false, true]);
  expect([progress.getAttribute("aria-label"), workers.length]).toEqual(["How far it is", 0]);
});

test("Measure tells how far it is, and the worker ends with the measurement", async () => {
  const {start, answer, status, progress, alive} = create();
  start.click();
  expect([status(), progress.value, alive()]).toEqual(["Measuring …", 0.25, 1]);
  await answer({type: "analysed", requestId: 1, analysis: found});
  expect([status(), progress.value, alive()]).toEqual(["All is measured.", 1, 0]);
});

test("a fault is told, and ends the worker", async () => {
  const {start, answer, status, alive} = create();
  start.click();
  await answer({type: "refused", requestId: 1, message: "no memory"});
  expect([status(), alive()]).toEqual(["Not measured: no memory.", 0]);
});

test("Stop asks the worker to stop, and waits for its answer", async () => {
  const {start, stop, answer, workers, status, alive} = create();
  start.click();
  stop.click();
  expect([workers[0].requests.map(({type}) => type), alive()]).toEqual([["analyse", "cancel"], 1]);
  await answer({type: "refused", requestId: 1, message: "the analysis was stopped"});
  expect([status(), alive()]).toEqual(["Stopped.", 0]);
});

test("with stopsAtOnce, Stop ends the worker without waiting", async () => {
  const {start, stop, workers, status, alive} = create({stopsAtOnce: true});
  start.click();
  stop.click();
  expect([workers[0].requests.map(({type}) => type), alive()]).toEqual([["analyse"], 0]);
  await microtasks();
  expect(status()).toBe("Stopped.");
});

test("invalidation ends the worker, and tells the measurement that it is over", async () => {
  let invalidate = () => {};
  const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
  const {start, given, alive} = create({invalidation});
  start.click();
  expect([given[0].isOver(), alive()]).toEqual([false, 1]);
  invalidate();
  await microtasks();
  expect([given[0].isOver(), alive()]).toEqual([true, 0]);
});
