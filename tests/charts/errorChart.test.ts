// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {errorChart} from "../../components/charts/errorChart.js";
import {type ErrorRow, errorRows, meanRows} from "../../components/charts/errorRows.js";
import {eventually} from "../eventually.js";
import {expectSvg} from "./matchSvg.js";

const points = (errors: number[]) =>
  errors.map((trainingError, i) => ({
    step: i + 1,
    trainingError,
    ...(i % 2 === 1 && {testError: trainingError + 0.05})
  }));

const rows: ErrorRow[] = [
  ...errorRows(points([0.9, 0.8, 0.7, 0.65]), {run: "this run", net: "cifar-resnet-20"}),
  ...errorRows(points([0.9, 0.88, 0.86, 0.85]), {run: "this run", net: "cifar-plain-20"})
];

const strokes = (chart: Element, label: string) =>
  [...chart.querySelectorAll(`path[aria-label="${label}"]`)].map((path) => path.getAttribute("stroke"));

/** The numbers at the y axis, in percent. */
const ticks = (chart: Element) =>
  [...chart.querySelectorAll('[aria-label="y-axis tick label"] text')].map(({textContent}) =>
    Number(textContent)
  );

describe("errorChart(rows)", () => {
  test("draws training error thin and dashed, test error bold with dots, and the line of chance", () => {
    expectSvg(errorChart(rows, {width: 400, height: 240}), "errorChart");
  });

  test("draws the band of several runs behind their mean, and earlier runs faintly", () => {
    const runs = [points([0.9, 0.7, 0.5]), points([0.8, 0.5, 0.1])];
    const mean = meanRows(runs, {run: "recorded run", net: "cifar-resnet-56"});
    const chart = errorChart([...mean, ...rows], {
      faded: new Set(["recorded run"]),
      nets: ["cifar-plain-20", "cifar-resnet-20", "cifar-resnet-56"],
      steps: 10,
      width: 400,
      height: 240
    });
    expectSvg(chart, "errorChartBand");
  });

  test("says what it shows, and the last value of each curve", () => {
    const chart = errorChart(rows);
    expect(chart.getAttribute("aria-label")).toBe("Error in percent against training steps");
    expect(chart.getAttribute("aria-description")).toBe(
      [
        "residual-20, training error after 4 steps: 76.3 %.",
        "residual-20, test error after 4 steps: 70.0 %.",
        "plain-20, training error after 4 steps: 87.3 %.",
        "plain-20, test error after 4 steps: 90.0 %."
      ].join(" ")
    );
  });

  test("draws a curve for every network and split, and a band where there are several runs", () => {
    const chart = errorChart([
      ...rows,
      {...rows[0], run: "mean", low: 0.5, high: 0.9},
      {...rows[1], run: "mean", low: 0.6, high: 0.8}
    ]);
    const curve = (label: string) =>
      [...chart.querySelectorAll(`path[aria-label="${label}"]`)].map(
        (path) => path.getAttribute("d")!.split(/[ML]/).length - 1
      );
    expect(curve("training error")).toEqual([4, 4, 2]);
    expect(curve("test error")).toEqual([2, 2]);
    expect(curve("lowest to highest run")).toEqual([4]);
  });

  test("colours by the networks of the figure, in each split alike", () => {
    const chart = errorChart(rows);
    expect(strokes(chart, "training error")).toEqual(["var(--residual-20)", "var(--plain-20)"]);
    expect(strokes(chart, "test error")).toEqual(["var(--residual-20)", "var(--plain-20)"]);
  });

  test("has an axis from 0 to 100 % whatever the data, or from where it is told", () => {
    const [row] = rows;
    for (const error of [0.7, 0.35, 0]) {
      expect(Math.min(...ticks(errorChart([{...row, error}])))).toBe(0);
      expect(Math.max(...ticks(errorChart([{...row, error}])))).toBe(100);
    }
    expect(Math.min(...ticks(errorChart(rows, {least: 40})))).toBe(40);
  });

  test("names whole steps only, however few there are", () => {
    const steps = (chart: Element) =>
      [...chart.querySelectorAll('[aria-label="x-axis tick label"] text')].map(
        ({textContent}) => textContent
      );
    expect(steps(errorChart(rows, {width: 640, steps: 4}))).toEqual(["0", "1", "2", "3", "4"]);
    expect(steps(errorChart(rows, {width: 640, steps: 40})).every((text) => /^\d+$/.test(text!))).toBe(true);
  });

  test("cuts its curves off at the frame, and leaves out points that come after the last step", () => {
    const chart = errorChart(rows, {steps: 2});
    const curves = [...chart.querySelectorAll('path[aria-label$=" error"]')];
    expect(curves.every((curve) => curve.closest("[clip-path]"))).toBe(true);
    const places = curves.flatMap((curve) => [...curve.getAttribute("d")!.matchAll(/[ML]([\d.]+)/g)]);
    expect(Math.max(...places.map(([, x]) => Number(x)))).toBeLessThanOrEqual(640 - 16);
    expect(curves[0].getAttribute("d")!.split(/[ML]/).length - 1).toBe(2);
  });

  test("draws the lowest and the highest run of three networks as thin lines, as three bands would hide each other", () => {
    const nets = ["cifar-plain-20", "cifar-resnet-20", "cifar-resnet-56"];
    const ranged = nets.flatMap((net) =>
      meanRows([points([0.9, 0.7, 0.5]), points([0.8, 0.5, 0.1])], {run: "recorded run", net})
    );
    const ranges = [...errorChart(ranged).querySelectorAll('path[aria-label="lowest to highest run"]')];
    expect(
      ranges.map(
        (path) => path.getAttribute("stroke-width") ?? path.parentElement!.getAttribute("stroke-width")
      )
    ).toEqual(Array(6).fill("0.75"));
  });

  const names = (chart: Element) =>
    [...chart.querySelectorAll(".end-labels text")].map((text) => ({
      name: text.textContent,
      fill: text.getAttribute("fill"),
      x: Number(text.getAttribute("x")),
      y: Number(text.getAttribute("y"))
    }));

  test("draws single runs as thin lines behind their mean, in its colour, which neither key reads nor axis forgets", () => {
    const each = rows.flatMap((row) => [1, 2].map((i) => ({...row, run: `run ${i}`, step: 2 * row.step})));
    const chart = errorChart(rows, {each, width: 800});
    const thin = [...chart.querySelectorAll('path[aria-label="each run"]')];
    expect(thin).toHaveLength(8);
    expect(strokes(chart, "each run")).toEqual(
      ["training error", "test error"].flatMap((label) =>
        strokes(chart, label).flatMap((color) => [color, color])
      )
    );
    expect(thin.map((path) => path.parentElement!.getAttribute("class"))).toEqual(
      ["training", "test"]
        .flatMap((split) => Array<string>(4).fill(split))
        .map((split) => expect.stringContaining(split))
    );
    const labels = [...chart.querySelectorAll("path[aria-label]")].map((path) =>
      path.getAttribute("aria-label")!
    );
    expect(labels.lastIndexOf("each run")).toBeLessThan(
      labels.findIndex((label) => label.endsWith(" error"))
    );
    expect(chart.querySelector(".chart-key")!.textContent).toContain("each run");
    expect(chart.getAttribute("aria-description")).not.toContain("run 1");
    const steps = [...chart.querySelectorAll('[aria-label="x-axis tick label"] text')].map(({textContent}) =>
      Number(textContent)
    );
    expect(Math.max(...steps)).toBe(8);
    expect(errorChart(rows).textContent).not.toContain("each run");
    const many = Array.from({length: 300}, (_, i) => rows.map((row) => ({...row, run: `run ${i}`}))).flat();
    const opacityOf = (of: readonly ErrorRow[]) =>
      Number(
        errorChart(rows, {each: of})
          .querySelector("g:has(> [aria-label='each run'])")!
          .getAttribute("stroke-opacity")
      );
    expect([opacityOf(each), opacityOf(many)]).toEqual([0.35, expect.closeTo(2.2 / Math.sqrt(1200), 6)]);
  });

  test("names each network at the end of its curve, in its colour, none over another", () => {
    const close = ["cifar-plain-20", "cifar-plain-56", "cifar-resnet-20", "cifar-resnet-56"].flatMap(
      (net, i) => errorRows(points([0.9, 0.5 + 0.001 * i]), {run: "this run", net})
    );
    const found = names(errorChart(close, {steps: 10}));
    expect(found.map(({name, fill}) => [name, fill])).toEqual([
      ["plain-20", "var(--plain-20)"],
      ["plain-56", "var(--plain-56)"],
      ["residual-20", "var(--residual-20)"],
      ["residual-56", "var(--residual-56)"]
    ]);
    const heights = found.map(({y}) => y).sort((a, b) => a - b);
    expect(heights.slice(1).every((y, i) => y - heights[i] >= 13)).toBe(true);
    expect(found.every(({x}) => x < 320)).toBe(true); // they go with a curve that grows
  });

  test("names networks in its key where there is no room beside the curves, and where they have none yet", () => {
    const narrow = errorChart(rows, {width: 220});
    expect(names(narrow)).toEqual([]);
    expect(narrow.querySelector(".chart-key")!.textContent).toMatch(/residual-20\s*plain-20/);
    const half = errorChart(rows, {nets: ["cifar-plain-20", "cifar-resnet-20", "cifar-resnet-56"]});
    expect(half.querySelector(".chart-key")!.textContent).toContain("residual-56");
    expect(names(half)).toHaveLength(2);
    const none = errorChart([], {nets: ["cifar-plain-20", "cifar-resnet-20"], steps: 200});
    expect(names(none).map(({name}) => name)).toEqual(["plain-20", "residual-20"]);
  });

  test("has a key that shows and hides training and test error, on every chart of the page, never both", () => {
    const [first, second] = [errorChart(rows), errorChart(rows)];
    document.body.replaceChildren(first, second);
    const isShown = (chart: Element, split: string) =>
      chart.querySelector<SVGElement>(`.${split}`)!.style.display !== "none";
    const shown = (chart: Element) => ["training", "test"].filter((split) => isShown(chart, split));
    const press = (split: string) =>
      first.querySelector(`[data-split=${split}]`)!.dispatchEvent(new MouseEvent("click"));
    const pressed = (split: string) =>
      second.querySelector(`[data-split=${split}]`)!.getAttribute("aria-pressed");
    expect(shown(first)).toEqual(["training", "test"]);
    press("training");
    expect([shown(first), shown(second), shown(errorChart(rows))]).toEqual([["test"], ["test"], ["test"]]);
    expect([pressed("training"), pressed("test")]).toEqual(["false", "true"]);
    press("test");
    expect(shown(second)).toEqual(["training"]);
    press("test");
    expect(shown(second)).toEqual(["training", "test"]);
  });

  test("reads out all curves at the step that the arrow keys choose", async () => {
    const chart = errorChart(rows, {faded: new Set(["recorded run"])});
    document.body.replaceChildren(chart);
    const press = (key: string) => chart.dispatchEvent(new KeyboardEvent("keydown", {key}));
    const read = () =>
      [...chart.querySelectorAll(".crosshair text")].map((text) =>
        [...text.querySelectorAll("tspan")].map(({textContent}) => textContent!.trim())
      );
    press("Home");
    press("End"); // the last key counts while what reads is loaded
    await eventually(() => expect(read()).not.toEqual([]));
    expect(read()).toEqual([
      ["step 4", "training %", "test %"],
      ["residual-20", "76.3", "70.0"],
      ["plain-20", "87.3", "90.0"]
    ]);
    press("ArrowLeft");
    expect(read()[1]).toEqual(["residual-20", "80.0", "85.0"]);
    press("Home");
    expect(read()[1]).toEqual(["residual-20", "90.0", "–"]);
    chart.querySelector("[data-split=training]")!.dispatchEvent(new MouseEvent("click"));
    expect(read()[1]).toEqual(["residual-20", "–"]);
    chart.querySelector("[data-split=training]")!.dispatchEvent(new MouseEvent("click"));
    press("Escape");
    expect(read()).toEqual([]);
  });

  test("of nothing is an empty chart", () => {
    const chart = errorChart([], {steps: 200});
    expect(strokes(chart, "training error")).toEqual([]);
    expect(ticks(chart).length).toBeGreaterThan(0);
  });

  test("does not change its rows", () => {
    const before = structuredClone(rows);
    errorChart(rows);
    expect(rows).toEqual(before);
  });
});
