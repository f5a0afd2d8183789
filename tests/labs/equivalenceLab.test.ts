// @vitest-environment jsdom
import {expect, test} from "vitest";
import {equivalenceLab, type EquivalenceLabOptions} from "../../components/labs/equivalenceLab.js";
import type {FormResult} from "../../components/protocol/analyses.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {fakeWorkers, microtasks} from "../panels/fakeWorkers.js";

const rows: FormResult[] = [
  {
    form: "sum",
    outputDifference: 4.2e-7,
    gradientDifference: 7.1e-7,
    ms: 47.4,
    kernels: 1549,
    executor: "plan"
  },
  {
    form: "concat",
    outputDifference: 0,
    gradientDifference: 7.6e-7,
    ms: 135.1,
    kernels: 520,
    executor: "plan"
  },
  {form: "grouped", outputDifference: 0, gradientDifference: 0, ms: 9.3, kernels: 22, executor: "plan"}
];

const analysed = (requestId: number, found: FormResult[] = rows): TrainerEvent => ({
  ...{type: "analysed", requestId},
  analysis: {
    place: {backend: "wasm", device: "processor", failures: []},
    executor: found[0].executor,
    rows: found
  }
});

function create(options: Pick<EquivalenceLabOptions, "invalidation" | "recording"> = {}) {
  const fake = fakeWorkers();
  const element = equivalenceLab({client: fake.client, ...options});
  const [start, stop] = [...element.querySelectorAll("button")];
  const [cardinality, groupWidth] = [...element.querySelectorAll("input")];
  const text = (selector: string) => element.querySelector(selector)!.textContent!.trim();
  return {
    ...fake,
    element,
    start,
    stop,
    fields: {cardinality, groupWidth},
    badge: () => text(".badge"),
    status: () => text("[role=status]"),
    fault: () => text("[role=alert]"),
    caption: () => text("caption"),
    progress: () => element.querySelector("progress")!.value,
    buttons: () => [start.disabled, stop.disabled],
    cells: () =>
      [...element.querySelectorAll("tbody tr")].map((row) =>
        [...row.children].map(({textContent}) => textContent!.trim())
      ),
    enter(field: HTMLInputElement, value: string) {
      field.value = value;
      field.dispatchEvent(new Event("input", {bubbles: true}));
    }
  };
}

test("equivalenceLab() is not measured yet, has the paper's 32×4d, and no worker", () => {
  const {badge, cells, caption, workers, buttons, element} = create();
  expect(badge()).toBe("not measured yet");
  expect(cells()).toEqual([
    ["(a) sum of 32 branches", "not measured yet"],
    ["(b) branches concatenated", "not measured yet"],
    ["(c) grouped convolution", "not measured yet"]
  ]);
  expect(caption()).toBe("32×4d, from 256 channels to 256: 71,168 parameters in each form; 8 images of 8×8");
  expect([workers.length, buttons()]).toEqual([0, [false, true]]);
  expect(element.getAttribute("aria-label")).toBe("Three forms of one block");
});

test("Measure asks for what the fields say, follows it, and shows differences, kernels and times", async () => {
  const {start, enter, fields, workers, answer, cells, badge, status, progress, buttons, alive, element} =
    create();
  enter(fields.cardinality, "8");
  enter(fields.groupWidth, "14");
  start.click();
  expect([status(), buttons()]).toEqual(["Preparing 8×14d …", [true, false]]);
  expect(workers[0].requests).toEqual([
    {type: "analyse", requestId: 1, analysis: "equivalence", cardinality: 8, groupWidth: 14}
  ]);
  await answer({type: "analysing", requestId: 1, done: 7, total: 14, rows: []});
  expect([status(), progress()]).toEqual(["Measuring 8×14d: 7 of 14", 0.5]);
  await answer(analysed(1));
  expect(cells()).toEqual([
    ["(a) sum of 8 branches", "4.2 · 10⁻⁷", "7.1 · 10⁻⁷", "1,549", "47"],
    ["(b) branches concatenated", "0", "7.6 · 10⁻⁷", "520", "135"],
    ["(c) grouped convolution", "0", "0", "22", "9.3"]
  ]);
  expect(badge()).toBe("measured in this browser, wasm, the course's own kernels");
  expect([status(), progress(), buttons(), alive()]).toEqual(["8×14d is measured.", 1, [false, true], 0]);
  expect(element.textContent).toContain("sums of 32-bit numbers in another order");
  expect(element.textContent).not.toContain("ReLU");
});

test("another choice is not measured yet, and what was measured is there again", async () => {
  const {start, enter, fields, answer, cells, badge} = create();
  start.click();
  enter(fields.cardinality, "1"); // while it measures 32×4d
  await answer(analysed(1));
  expect(cells()[0]).toEqual(["(a) sum of 1 branch", "not measured yet"]);
  expect(badge()).toBe("not measured yet");
  enter(fields.cardinality, "32");
  expect(cells()[0]).toEqual(["(a) sum of 32 branches", "4.2 · 10⁻⁷", "7.1 · 10⁻⁷", "1,549", "47"]);
});

test("on the reference executor there are no kernels of ours; a ReLU that flips is told of", async () => {
  const {start, answer, cells, badge, element} = create();
  start.click();
  const found = rows.map(({kernels: _, ...row}) => ({
    ...row,
    ...({executor: "reference", gradientDifference: 0.013} as const)
  }));
  await answer(analysed(1, found));
  expect(cells().map(([, , gradient, kernels]) => [gradient, kernels])).toEqual(
    rows.map(() => ["0.0130", "–"])
  );
  expect(badge()).toBe("measured in this browser, wasm, TensorFlow.js, operation by operation");
  expect(element.textContent).toContain("Where a ReLU gets what is 0 but for rounding");
});

const faults: [field: "cardinality" | "groupWidth", value: string, message: string][] = [
  ["cardinality", "0", "invalid cardinality: 0; it must be an integer from 1 to 256"],
  ["cardinality", "2.5", "invalid cardinality: 2.5; it must be an integer from 1 to 256"],
  ["cardinality", "", "invalid cardinality: none; it must be an integer from 1 to 256"],
  ["cardinality", "300", "invalid cardinality: 300; it must be an integer from 1 to 256"],
  ["groupWidth", "0", "invalid groupWidth: 0; it must be an integer from 1 to 64"],
  ["groupWidth", "64", "invalid groupWidth: 64; C · d is 2,048, and at most 1,024 is measured"]
];
for (const [field, value, message] of faults) {
  test(`${field} ${value || "nothing"}: ${message}`, async () => {
    const {enter, fields, fault, cells, start, status, workers, element} = create();
    const before = cells();
    enter(fields[field], value);
    expect(fault()).toBe(message);
    const invalid = [...element.querySelectorAll("[aria-invalid]")];
    expect(invalid).toEqual([fields[field]]);
    expect(invalid[0].getAttribute("aria-describedby")).toBe(element.querySelector("[role=alert]")!.id);
    expect(cells()).toEqual(before);
    start.click();
    await microtasks();
    expect([status(), workers.length]).toEqual([`Not measured: ${message}.`, 0]);
    enter(fields[field], field === "cardinality" ? "2" : "3");
    expect([fault(), element.querySelectorAll("[aria-invalid]").length]).toEqual(["", 0]);
  });
}

test("Stop ends the worker; Measure begins anew", async () => {
  const {start, stop, status, buttons, badge, workers, alive} = create();
  start.click();
  stop.click();
  await microtasks();
  expect([status(), buttons(), alive(), badge()]).toEqual(["Stopped.", [false, true], 0, "not measured yet"]);
  start.click();
  expect([workers.length, alive()]).toEqual([2, 1]);
});

test("a fault of the worker is told", async () => {
  const {start, answer, status, badge} = create();
  start.click();
  await answer({type: "refused", requestId: 1, message: "no backend works"});
  expect([status(), badge()]).toEqual(["Not measured: no backend works.", "not measured yet"]);
});

test("invalidation ends the worker, and what was under way", async () => {
  let invalidate = () => {};
  const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
  const {start, alive, workers} = create({invalidation});
  start.click();
  invalidate();
  await microtasks();
  expect([alive(), workers.length]).toEqual([0, 1]);
});

test("a recording is shown until the block is measured here, and of no other block", async () => {
  const recording = {caption: "recorded: wasm", blocks: [{cardinality: 32, groupWidth: 4, rows}]};
  const {badge, cells, fields, enter, start, answer} = create({recording});
  expect([badge(), cells()[2].at(-1)]).toEqual(["recorded: wasm", "9.3"]);
  enter(fields.cardinality, "8");
  expect(badge()).toBe("not measured yet");
  enter(fields.cardinality, "32");
  start.click();
  await microtasks();
  await answer(analysed(1, [{...rows[0], ms: 1}, rows[1], {...rows[2], ms: 2}]));
  expect(badge()).toMatch(/^measured in this browser, wasm/);
  expect(cells()[2].at(-1)).toMatch(/^2/);
});
