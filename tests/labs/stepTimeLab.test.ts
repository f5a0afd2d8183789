// @vitest-environment jsdom
import {expect, test} from "vitest";
import {toTraining} from "../../components/experiment/trainingSpec.js";
import {stepTimeLab} from "../../components/labs/stepTimeLab.js";
import {fakeWorkers, microtasks} from "../panels/fakeWorkers.js";

const networks = {networks: ["cifar-resnet-8", "cifar-resnet-20"], width: 4};
const {specs} = toTraining(networks);

function create(options: {invalidation?: Promise<unknown>} = {}) {
  const fake = fakeWorkers();
  const times = [{spec: {...specs[0], seed: 7, steps: 3}, ms: 20}];
  const recording = {times, caption: "recorded: wasm"};
  const element = stepTimeLab({networks, recording, client: fake.client, ...options});
  const [start, stop] = [...element.querySelectorAll("button")];
  return {
    ...fake,
    start,
    stop,
    cells: () => [...element.querySelectorAll("td")].map((cell) => cell.textContent.trim()),
    text: (selector: string) => element.querySelector(selector)!.textContent
  };
}

test("stepTimeLab() shows the recorded time of a network whose step is the same, whatever its seed and steps", () => {
  const {cells, text, workers} = create();
  expect(cells()).toEqual(["20.0", "100 %", "–", "–"]);
  expect([text(".badge"), workers.length]).toEqual(["recorded: wasm", 0]);
});

test("Measure times all networks side by side, and compares them with the first", async () => {
  const {start, workers, answer, cells, text, alive} = create();
  start.click();
  await microtasks();
  expect(workers[0].requests).toMatchObject([{type: "analyse", analysis: "stepTimes", specs}]);
  await answer({type: "analysing", requestId: 1, done: 11, total: 22, rows: []});
  expect(text("[role=status]")).toBe("Step 11 of 22");
  const place = {backend: "wasm", device: "processor", failures: []} as const;
  const rows = [40, 100].map((ms, index) => ({index, ms, executor: "plan" as const}));
  await answer({
    type: "analysed",
    requestId: 1,
    analysis: {place: {...place, failures: []}, executor: "plan", rows}
  });
  expect(cells()).toEqual(["40.0", "100 %", "100", "250 %"]);
  expect([text(".badge"), text("[role=status]"), alive()]).toEqual([
    "measured in this browser, wasm",
    "All is measured.",
    0
  ]);
});

test("a fault leaves what was recorded, and is told", async () => {
  const {start, answer, cells, text} = create();
  start.click();
  await microtasks();
  await answer({type: "refused", requestId: 1, message: "no backend works"});
  expect(text("[role=status]")).toBe("Not measured: no backend works.");
  expect(cells()).toEqual(["20.0", "100 %", "–", "–"]);
});

test("invalidation ends the worker", async () => {
  let invalidate = () => {};
  const {start, alive} = create({invalidation: new Promise<void>((resolve) => (invalidate = resolve))});
  start.click();
  await microtasks();
  invalidate();
  await microtasks();
  expect(alive()).toBe(0);
});
