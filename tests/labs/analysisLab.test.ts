// @vitest-environment jsdom
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import type {SpecimenLabOptions} from "../../components/labs/analysisLab.js";
import {deletionLab} from "../../components/labs/deletionLab.js";
import {lesionLab} from "../../components/labs/lesionLab.js";
import {pathLab} from "../../components/labs/pathLab.js";
import {shuffleLab} from "../../components/labs/shuffleLab.js";
import type {Specimen} from "../../components/labs/specimens.js";
import type {AnalysisRows} from "../../components/protocol/analyses.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {fakeWorkers, microtasks} from "../panels/fakeWorkers.js";
import {fakeResizeObserver} from "../panels/resizeObserver.js";
import {specimensOf} from "./shelf.js";

let observers: ReturnType<typeof fakeResizeObserver>;

beforeEach(() => void (observers = fakeResizeObserver()));
afterEach(() => void vi.unstubAllGlobals());

const names = ["cifar-plain-14", "cifar-resnet-14"];

type Rows = AnalysisRows[keyof AnalysisRows][];

function open(
  lab: (options: SpecimenLabOptions) => HTMLElement,
  specimens: readonly Specimen[] = specimensOf(...names),
  options: Partial<SpecimenLabOptions> = {}
) {
  const fake = fakeWorkers();
  const whole = lab({specimens, client: fake.client, ...options});
  const element = whole.matches(".lab") ? whole : whole.querySelector<HTMLElement>(".lab")!;
  const [start, stop] = element.querySelectorAll<HTMLButtonElement>("[aria-label=Measurement] button");
  const figure = element.querySelector(".lab-figure")!;
  return {
    ...fake,
    ...{element, figure, start, stop},
    measure: () => (start.click(), microtasks()),
    request: () => fake.workers.at(-1)!.requests.at(-1),
    badge: () => element.querySelector(".badge")!.textContent,
    status: () => element.querySelector(".lab > div > .controls > [role=status]")!.textContent,
    progress: () => element.querySelector("progress")!.value,
    buttons: () => [start.disabled, stop.disabled],
    /** What the figure says in words, or to those who hear it. */
    said: () =>
      figure.querySelector(".path-charts p")?.textContent ??
      figure.querySelector("svg")!.getAttribute("aria-description")
  };
}

const found = (requestId: number, done: number, rows: Rows): TrainerEvent => ({
  ...{type: "analysing", requestId, done, total: 2, rows}
});

const ended = (requestId: number, rows: Rows = []): TrainerEvent => ({
  ...{type: "analysed", requestId},
  analysis: {place: {backend: "wasm", device: "processor", failures: []}, executor: "plan", rows}
});

const lesion = (kind: "none" | "each" | "random", deleted: string[], error: number) => ({
  ...{kind, deleted, error, lossNats: 1}
});

const whole = lesion("none", [], 0.25);
const half = lesion("random", ["layer1.0", "layer1.1", "layer2.0"], 0.75);

/** Each laboratory, what it says of a recorded network, what it asks, and what it says of the rows that it is told. */
const labs: {
  lab: (options: SpecimenLabOptions) => HTMLElement;
  label: string;
  recorded: string;
  request: object;
  rows: Rows;
  live: string;
}[] = [
  {
    lab: lesionLab,
    label: "Every block deleted, one at a time",
    recorded: "residual-14: 20.0 % whole, from 40.0 % without block 1 to 60.0 % without block 2.",
    request: {analysis: "lesions", statistics: "running", images: 512, each: true},
    rows: [whole, lesion("each", ["layer1.0"], 0.75), lesion("each", ["layer2.1"], 0.5)],
    live: "residual-14: 25.0 % whole, from 50.0 % without block 4 to 75.0 % without block 1."
  },
  {
    lab: deletionLab,
    label: "Many blocks deleted at random",
    recorded: "residual-14: from 20.0 % without 0 % of its blocks to 80.0 % without 50 % of its blocks.",
    request: {analysis: "lesions", statistics: "running", images: 512, counts: [1, 2, 3, 4], all: true},
    rows: [whole, half],
    live: "residual-14: from 25.0 % without 0 % of its blocks to 75.0 % without 50 % of its blocks."
  },
  {
    lab: shuffleLab,
    label: "Blocks in another order",
    recorded: "residual-14: from 20.0 % at τ = 1.00 to 70.0 % at τ = 0.50.",
    request: {analysis: "shuffles", swaps: [0, 1, 2, 3, 4]},
    rows: [
      {swaps: 0, order: [], tau: 1, error: 0.25, lossNats: 1},
      {swaps: 1, order: [], tau: 0.8, error: 0.5, lossNats: 1}
    ],
    live: "residual-14: from 25.0 % at τ = 1.00 to 50.0 % at τ = 0.80."
  },
  {
    lab: pathLab,
    label: "Gradients of single paths",
    recorded: "Dots are medians of 20 paths of each length",
    request: {analysis: "pathGradients", samples: 5},
    rows: [
      {length: 0, norm: 1},
      {length: 1, norm: 0.5}
    ],
    live: "Each dot is one path."
  }
];

describe.each(labs)("$lab.name()", ({lab, label, recorded, request, rows, live}) => {
  const [specimen] = specimensOf("cifar-resnet-14");

  test("shows what was recorded, and has no worker", () => {
    const {said, badge, buttons, element, workers} = open(lab);
    expect(said()).toContain(recorded);
    expect([badge(), buttons()]).toEqual(["recorded", [false, true]]);
    expect([element.getAttribute("role"), element.getAttribute("aria-label")]).toEqual(["group", label]);
    expect(workers).toHaveLength(0);
  });

  test("asks a worker about a network when Measure is pressed, and shows what it finds", async () => {
    const {measure, request: asked, answer, said, badge, alive} = open(lab, [specimen]);
    await measure();
    const {spec} = specimen;
    expect(asked()).toEqual({type: "analyse", requestId: 1, spec, state: await specimen.state(), ...request});
    await answer(found(1, 1, rows.slice(0, 1)), found(1, 2, rows.slice(1)), ended(1, rows));
    expect(said()).toContain(live);
    expect([badge(), alive()]).toEqual(["measured in this browser", 0]);
  });

  test("has a figure of networks of which nothing is known, and of none", () => {
    const own = specimensOf(...names).map((one) => ({...one, recorded: undefined}));
    for (const specimens of [own, []]) {
      const {badge, figure} = open(lab, specimens);
      expect(badge()).toBe("not measured");
      expect(figure.innerHTML).not.toMatch(/NaN|undefined/);
    }
  });
});

test.each([
  [lesionLab, "residual-14: 15.0 % whole, from 25.0 % without block 1", {each: true}],
  [deletionLab, "residual-14: from 20.0 %", {counts: [1, 2, 3, 4], all: true}]
])("$name by batch statistics shows what was recorded so, and asks for it", async (lab, recorded, asked) => {
  const [specimen] = specimensOf("cifar-resnet-14");
  const {said, measure, request} = open((options) => lab({...options, statistics: "batch"}), [specimen]);
  expect(said()).toContain(recorded);
  await measure();
  expect(request()).toMatchObject({analysis: "lesions", statistics: "batch", images: 512, ...asked});
});

describe("Measure", () => {
  test("measures one network after the other, and says how far it is", async () => {
    const {start, measure, answer, request, status, progress, badge, buttons, alive, said} =
      open(deletionLab);
    start.click();
    expect([status(), progress(), buttons()]).toEqual(["Loading plain-14 …", 0, [true, false]]);
    await microtasks();
    expect(request()).toMatchObject({requestId: 1, spec: {network: {name: names[0]}}});
    await answer(found(1, 1, [whole]));
    expect([status(), progress()]).toEqual(["plain-14: 1 of 2", 0.25]);
    expect(badge()).toBe("measured in this browser, and recorded");
    expect(said()).toMatch(/^plain-14: 25\.0 % .* residual-14: from 20\.0 %/);
    await answer(found(1, 2, [half]), ended(1));
    expect(request()).toMatchObject({requestId: 2, spec: {network: {name: names[1]}}});
    await answer(found(2, 2, [whole, half]), ended(2));
    expect([status(), progress(), buttons()]).toEqual(["All is measured.", 1, [false, true]]);
    expect([badge(), alive()]).toEqual(["measured in this browser", 0]);
    await measure();
    expect([request(), alive()]).toMatchObject([{requestId: 3, spec: {network: {name: names[0]}}}, 1]);
  });

  test("again takes the place of what was measured", async () => {
    const {measure, answer, said} = open(deletionLab, specimensOf(names[1]));
    await measure();
    await answer(found(1, 2, [whole, half]), ended(1));
    await measure();
    await answer(found(2, 1, [{...whole, error: 0.5}]));
    expect(said()).toBe("residual-14: 50.0 % without 0 % of its blocks.");
  });

  test("with no network chosen says so, and has no worker", async () => {
    const {measure, status, workers} = open(lesionLab, []);
    await measure();
    expect(status()).toBe("Not measured: no network is chosen that has something to measure.");
    expect(workers).toHaveLength(0);
  });

  test("leaves out plain networks where paths are measured: they have one", async () => {
    const {measure, answer, request, status, figure} = open(pathLab);
    expect([...figure.querySelectorAll("p > strong")].map(({textContent}) => textContent)).toEqual([
      "residual-14"
    ]);
    await measure();
    expect(request()).toMatchObject({requestId: 1, spec: {network: {name: names[1]}}});
    await answer(ended(1));
    expect(status()).toBe("All is measured.");
  });

  test("leaves out networks that have no two blocks to swap", async () => {
    const {measure, request, figure} = open(shuffleLab, specimensOf("cifar-resnet-8", names[1]));
    expect(figure.querySelector(".legend")!.textContent!.trim()).toBe("residual-14");
    await measure();
    expect(request()).toMatchObject({requestId: 1, spec: {network: {name: names[1]}}});
  });
});

describe("what was measured", () => {
  test("is there in a laboratory that is made anew, for other networks too", async () => {
    const specimens = specimensOf(...names);
    const {measure, answer} = open(deletionLab, [specimens[1]]);
    await measure();
    await answer(found(1, 2, [whole, half]), ended(1));
    const {said, badge} = open(deletionLab, specimens);
    expect(said()).toMatch(/^plain-14: from 20\.0 % .* residual-14: from 25\.0 %/);
    expect(badge()).toBe("measured in this browser, and recorded");
  });

  test("is not taken for what another laboratory asks", async () => {
    const specimens = specimensOf(names[1]);
    const {measure, answer} = open(deletionLab, specimens);
    await measure();
    await answer(found(1, 2, [whole, half]), ended(1));
    expect(open(lesionLab, specimens).badge()).toBe("recorded");
    expect(open(deletionLab, specimensOf(names[1])).badge()).toBe("recorded");
  });
});

describe("Stop", () => {
  test("asks the worker to stop, keeps what is there, and ends the worker", async () => {
    const {measure, stop, answer, request, status, said, buttons, alive} = open(deletionLab);
    await measure();
    await answer(found(1, 1, [whole]));
    stop.click();
    expect(request()).toEqual({type: "cancel", requestId: 1});
    await answer({type: "refused", requestId: 1, message: "the analysis was stopped"});
    expect([status(), buttons(), alive()]).toEqual(["Stopped.", [false, true], 0]);
    expect(said()).toMatch(/^plain-14: 25\.0 %/);
  });

  test("while weights are loaded asks no worker", async () => {
    const {start, stop, status, workers} = open(deletionLab);
    start.click();
    stop.click();
    await microtasks();
    expect([status(), workers.length]).toEqual(["Stopped.", 0]);
  });
});

describe("a fault", () => {
  test("of one network is told when all others are measured, and its figure stays", async () => {
    const {measure, answer, status, buttons, said, alive} = open(deletionLab);
    const before = said();
    await measure();
    await answer({type: "refused", requestId: 1, message: "no backend works"});
    expect(status()).toBe("Loading residual-14 …");
    await answer({type: "refused", requestId: 2, message: "nor here"});
    const faults = "plain-14: no backend works; residual-14: nor here";
    expect([status(), buttons(), alive()]).toEqual([`Not measured: ${faults}.`, [false, true], 0]);
    expect(said()).toBe(before);
  });

  test("of the file of weights is told", async () => {
    const [specimen] = specimensOf(names[1]);
    const state = () => Promise.reject(new Error("no such file"));
    const {measure, status, buttons, workers} = open(lesionLab, [{...specimen, state}]);
    await measure();
    expect([status(), buttons()]).toEqual(["Not measured: residual-14: no such file.", [false, true]]);
    expect(workers).toHaveLength(0);
  });
});

describe("invalidation", () => {
  function invalidated() {
    let invalidate = () => {};
    const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
    return {invalidation, invalidate: () => (invalidate(), microtasks())};
  }

  test("ends the worker, what was under way, and the following of the room", async () => {
    const {invalidation, invalidate} = invalidated();
    const {measure, alive, workers} = open(deletionLab, undefined, {invalidation});
    await measure();
    expect([alive(), observers.count()]).toEqual([1, 1]);
    await invalidate();
    expect([alive(), workers.length, observers.count()]).toEqual([0, 1, 0]);
  });

  test.each([
    ["Measure", "[aria-label=Measurement] button"],
    ["a switch", ".switches button"]
  ])("while weights are loaded after %s brings up no worker", async (_, selector) => {
    const {invalidation, invalidate} = invalidated();
    const [specimen] = specimensOf(names[1]);
    let load = () => {};
    const state = () => new Promise<Record<string, Float32Array>>((resolve) => (load = () => resolve({})));
    const {client, workers} = fakeWorkers();
    const element = lesionLab({specimens: [{...specimen, state}], client, invalidation});
    element.querySelector<HTMLButtonElement>(selector)!.click();
    await invalidate();
    load();
    await microtasks();
    expect(workers).toHaveLength(0);
  });
});

test("the figure is drawn anew for the room it has", () => {
  const {figure} = open(deletionLab);
  const width = () => figure.querySelector("svg")!.getAttribute("width");
  expect(width()).toBe("640");
  observers.resize(350);
  expect(width()).toBe("350");
});

test("lesionLab() has switches for each network, of the colour that it has in the chart", () => {
  const {client} = fakeWorkers();
  const nets = ["cifar-resnet-14", "cifar-resnet-20"];
  const element = lesionLab({specimens: specimensOf(...nets), client});
  const bars = [...element.querySelectorAll<HTMLElement>(".error-bar > div")];
  expect(bars.map(({style}) => style.background)).toEqual(["var(--residual-20)", "var(--residual-56)"]);
});
