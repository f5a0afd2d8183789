// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {errorChart} from "../../components/charts/errorChart.js";
import {type ErrorRow, errorRows, meanRows} from "../../components/charts/errorRows.js";
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

  test("begins its axis at 40 %, or at the multiple of 20 below the lowest value, bands included", () => {
    const [row] = rows;
    expect(Math.min(...ticks(errorChart([{...row, error: 0.7}])))).toBe(40);
    expect(Math.min(...ticks(errorChart([{...row, error: 0.35}])))).toBe(20);
    expect(Math.min(...ticks(errorChart([{...row, error: 0.5, low: 0.05, high: 0.9}])))).toBe(0);
    expect(Math.min(...ticks(errorChart([{...row, error: 0.5, low: 0, high: 0.9}])))).toBe(0);
    expect(Math.max(...ticks(errorChart(rows)))).toBe(100);
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
