// @vitest-environment jsdom
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {imageLab} from "../../components/labs/imageLab.js";
import {featureRecording} from "../charts/knownFeatures.js";
import {microtasks} from "../panels/fakeWorkers.js";
import {fakeResizeObserver} from "../panels/resizeObserver.js";

const recording = featureRecording("cifar-plain-20", "cifar-plain-56", "cifar-resnet-56");

let observer: ReturnType<typeof fakeResizeObserver>;
beforeEach(() => (observer = fakeResizeObserver()));
afterEach(() => void vi.unstubAllGlobals());

const said = (lab: Element) => lab.querySelector(".map-sheet")!.getAttribute("aria-label")!;
const charts = (lab: Element) => [...lab.querySelectorAll(".beside-charts svg")];
const slide = (lab: Element, to: number) => {
  const input = lab.querySelector<HTMLInputElement>("input[type=range]")!;
  input.value = String(to);
  input.dispatchEvent(new Event("input", {bubbles: true}));
};

test("imageLab({recording}) begins before training, with three images, three charts and the numbers", () => {
  const lab = imageLab({recording});
  expect(said(lab)).toContain("images of shape 0, shape 1, shape 2 before training");
  expect(charts(lab)).toHaveLength(3);
  expect(lab.querySelector("tbody")!.textContent).toContain("0.20");
  expect(lab.querySelector("input[type=range]")!.getAttribute("aria-valuetext")).toBe("0");
});

test("maps, charts and numbers follow the step", () => {
  const lab = imageLab({recording});
  const describe = () => charts(lab).map((chart) => chart.getAttribute("aria-description"));
  const [maps, before] = [[...lab.querySelectorAll("img")].map(({src}) => src), describe()];
  slide(lab, 1);
  expect(said(lab)).toContain("after 100 steps");
  expect([...lab.querySelectorAll("img")].map(({src}) => src)).not.toEqual(maps);
  describe().forEach((text, i) => expect(text).not.toBe(before[i]));
});

test("other images can be chosen", () => {
  const lab = imageLab({recording});
  const [, others] = lab.querySelectorAll<HTMLInputElement>("input[type=radio]");
  others.checked = true;
  others.dispatchEvent(new Event("input", {bubbles: true}));
  expect(said(lab)).toContain("images of shape 3, shape 4, shape 5");
});

test("charts stand beside each other where there is room, and under each other where not; then they end", async () => {
  let end!: () => void;
  const lab = imageLab({recording, invalidation: new Promise<void>((resolve) => (end = resolve))});
  expect(Number(charts(lab)[0].getAttribute("width"))).toBeLessThan(640 / 3);
  observer.resize(340);
  expect(charts(lab).map((chart) => chart.getAttribute("width"))).toEqual(["340", "340", "340"]);
  end();
  await microtasks();
  expect(observer.count()).toBe(0);
});
