// @vitest-environment jsdom
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {landscapeLab} from "../../components/labs/landscapeLab.js";
import {landscapeMaps} from "../../components/labs/landscapeMaps.js";
import {landscapeZoom} from "../../components/labs/landscapeZoom.js";
import {createShelf} from "../../components/labs/specimens.js";
import {bowl, eggBox, recordingOf as landscapesOf} from "../charts/knownLandscapes.js";
import {microtasks} from "../panels/fakeWorkers.js";
import {landscapeClients} from "../panels/landscapeClients.js";
import {fakeResizeObserver} from "../panels/resizeObserver.js";
import {filesOf, recordingOf} from "./shelf.js";

const [plain, residual] = ["cifar-plain-56", "cifar-resnet-56"];
const recording = landscapesOf("cifar-plain-20", plain, "cifar-resnet-20", residual);

let observer: ReturnType<typeof fakeResizeObserver>;
beforeEach(() => (observer = fakeResizeObserver()));
afterEach(() => void vi.unstubAllGlobals());

const names = (lab: Element) => [...lab.querySelectorAll(".landscape-name")].map((name) => name.textContent!.replace(/\s+/g, " ").trim()); // prettier-ignore
const slider = (lab: Element, label: string) =>
  lab.querySelector<HTMLInputElement>(`input[aria-label=${label}]`)!;
const move = (input: HTMLInputElement, value: number) => {
  input.value = String(value);
  input.dispatchEvent(new Event("input", {bubbles: true}));
};
const choose = (lab: Element, value: string) => {
  const radio = lab.querySelector<HTMLInputElement>(`input[value=${value}]`)!;
  radio.checked = true;
  radio.dispatchEvent(new Event("input", {bubbles: true}));
};

describe("landscapeZoom({recording})", () => {
  test("begins with both networks of 56 layers at ±0.02, as surfaces, with their numbers", () => {
    const lab = landscapeZoom({recording});
    expect(names(lab)).toEqual(["plain-56±0.02, 16 pits (noise: 5)", "residual-56±0.02, 1 pit (noise: 1)"]);
    expect(lab.querySelectorAll("svg.surface")).toHaveLength(2);
    expect(lab.querySelectorAll("tbody tr")).toHaveLength(2);
    expect(slider(lab, "Zoom").getAttribute("aria-valuetext")).toBe("±0.02");
  });

  test("follows its sliders, and shows errors, or maps", () => {
    const lab = landscapeZoom({recording});
    move(slider(lab, "Zoom"), 0);
    move(slider(lab, "Plain"), 0);
    expect(names(lab).map((name) => name.split(",")[0])).toEqual(["plain-20±1", "residual-56±1"]);
    choose(lab, "error");
    expect(lab.querySelector(".height-key")!.textContent).toContain("50 %");
    choose(lab, "map");
    expect(lab.querySelectorAll("svg.surface")).toHaveLength(0);
    expect(lab.querySelectorAll('[aria-label="contour"]')).toHaveLength(2);
    expect(lab.querySelector<HTMLElement>(".turn-sliders")!.hidden).toBe(true);
  });

  test("turns by its slider, and by dragging", () => {
    const lab = landscapeZoom({recording});
    const drawn = () => lab.querySelector("svg.surface")!.innerHTML;
    const before = drawn();
    move(slider(lab, "Turn"), 90);
    expect(drawn()).not.toBe(before);
    const figure = lab.querySelector<HTMLElement>(".lab-figure")!;
    figure.setPointerCapture = () => {};
    const pointer = (type: string, x: number) =>
      figure.dispatchEvent(Object.assign(new MouseEvent(type, {clientX: x, clientY: 0}), {pointerId: 1}));
    pointer("pointerdown", 0);
    pointer("pointermove", -120); // 60 degrees back
    expect(slider(lab, "Turn").value).toBe("30");
    expect(drawn()).toBe(before);
    pointer("pointerup", -120);
    pointer("pointermove", 50);
    expect(drawn()).toBe(before);
  });

  test("ends with its cell", async () => {
    landscapeZoom({recording, invalidation: Promise.resolve()});
    await microtasks();
    expect(observer.count()).toBe(0);
  });
});

test("landscapeMaps(rows) shows loss, or error, and fits its place", () => {
  const lab = landscapeMaps([{net: plain, landscape: eggBox}, {net: residual, landscape: bowl}], {label: "Both"}); // prettier-ignore
  expect(lab.getAttribute("aria-label")).toBe("Both");
  choose(lab, "error");
  expect(lab.querySelector("svg")!.getAttribute("aria-label")).toContain("The error around the weights");
  observer.resize(364);
  expect(lab.querySelector("svg")!.getAttribute("width")).toBe("176");
});

describe("landscapeLab({recording, shelf})", () => {
  const trainedRecording = recordingOf("cifar-resnet-20");

  function create({workers = 2, lossAt}: {workers?: number; lossAt?: () => number} = {}) {
    const shelf = createShelf(trainedRecording, filesOf(trainedRecording));
    const clients = landscapeClients(lossAt);
    let time = 0;
    const lab = landscapeLab({recording, shelf, createClient: clients.createClient, workers, now: () => (time += 500)}); // prettier-ignore
    const [start, stop] = [...lab.querySelectorAll("button")];
    const status = () =>
      [...lab.querySelectorAll("[role=status]")].map(({textContent}) => textContent).join("");
    const field = (label: string) => [...lab.querySelectorAll("label")].find(({textContent}) => textContent!.includes(label))!.querySelector("input")!; // prettier-ignore
    return {lab, shelf, start, stop, status, field, ...clients};
  }

  const sized = (lab: Element) =>
    Number(Math.sqrt(lab.querySelectorAll("svg.surface path[fill]").length)) + 1;
  const pick = (lab: Element, text: string) => {
    const select = lab.querySelector("select")!;
    select.selectedIndex = [...select.options].findIndex(({label, textContent}) => `${label}${textContent}`.includes(text)); // prettier-ignore
    select.dispatchEvent(new Event("input", {bubbles: true}));
  };

  test("shows what was recorded, and offers first weights and trained networks", () => {
    const {lab} = create();
    expect([...lab.querySelectorAll("optgroup")].map(({label}) => label)).toEqual(["Where training begins", "After a training"]); // prettier-ignore
    expect(lab.querySelector(".badge")!.textContent).toBe("recorded: seed 1");
    pick(lab, "residual-20, recorded");
    expect(lab.querySelector<HTMLInputElement>("input[type=number]")!.value).toBe("1");
    expect(names(lab)[0]).toContain("residual-20±1");
  });

  test("measures coarse to fine by all workers, tells the time left, and ends them", async () => {
    const {lab, start, status, measure, made, asked, alive} = create();
    pick(lab, "plain-56");
    start.click();
    await microtasks();
    expect(made).toHaveLength(2);
    expect(asked(1)).toMatchObject({analysis: "landscape", range: 0.02, size: 17, images: 256, directions: 1, share: {part: 1, of: 2}}); // prettier-ignore
    await measure(0, [0, 13]);
    expect(status()).toMatch(/^13 of 289 points, \d+ s left$/);
    await measure(1, [0, 12]);
    expect(sized(lab)).toBe(5);
    expect(lab.querySelector(".badge.live")!.textContent).toContain(
      "measured in this browser, 256 images, directions of seed 1"
    );
    await measure(0, [13, Infinity]);
    await measure(1, [12, Infinity]);
    expect([sized(lab), status(), alive()]).toEqual([17, "All is measured.", 0]);
  });

  test("keeps what is there when it is stopped", async () => {
    const {lab, start, stop, status, measure, alive} = create({workers: 1});
    start.click();
    await microtasks();
    await measure(0, [0, 25]);
    stop.click();
    await microtasks();
    expect([sized(lab), status(), alive()]).toEqual([5, "Stopped.", 0]);
  });

  test("asks for the weights of a trained network", async () => {
    const {lab, start, asked} = create({workers: 1});
    pick(lab, "residual-20, recorded");
    start.click();
    await microtasks();
    const {spec, state} = asked(0) as unknown as {spec: object; state: Record<string, Float32Array>};
    expect(spec).toEqual(trainedRecording.networks[0].spec);
    expect(state["conv1.weight"][1]).toBe(1);
  });

  test("says what is wrong at its field, and measures nothing", async () => {
    const {lab, start, status, field, made} = create();
    move(field("Images"), 100);
    const faults = () => [...lab.querySelectorAll(".message > div")].map(({textContent}) => textContent);
    expect(faults()).toEqual(["invalid images: 100; by batch statistics they come in whole batches of 64"]);
    expect(field("Images").getAttribute("aria-invalid")).toBe("true");
    start.click();
    await microtasks();
    expect(status()).toBe("Not measured: a field has a fault.");
    expect(made.flatMap(({workers}) => workers)).toEqual([]);
    move(field("Images"), 128);
    move(field("Range"), 0);
    expect(faults()).toEqual(["invalid range: 0; it must be a number above 0, and at most 100"]);
  });

  test("says of a network that diverged that its loss is not a number, and what a worker refuses", async () => {
    const {start, status, measure} = create({workers: 1, lossAt: () => NaN});
    start.click();
    await microtasks();
    await measure(0);
    expect(status()).toMatch(/^Not measured: the loss of plain-20, first weights is not a number at its own weights/); // prettier-ignore
    const other = create({workers: 1});
    other.start.click();
    await microtasks();
    await other.refuse(0, "invalid state: no conv1.weight");
    expect(other.status()).toBe("Not measured: invalid state: no conv1.weight.");
  });

  test("takes networks that are trained while it is there, which nothing was recorded of", () => {
    const {lab, shelf} = create();
    const spec = toRunSpec({network: {name: "cifar-plain-8", width: 1}});
    shelf.add({spec, steps: 3, state: {}, trainedAt: new Date(0)});
    pick(lab, "plain-8, own");
    expect(lab.querySelector(".lab-figure")!.textContent).toBe("Not recorded. Press Measure.");
    expect(lab.querySelector(".badge")!.textContent).toBe("not measured");
  });
});
