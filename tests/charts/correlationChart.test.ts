// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {correlationChart, type CorrelationRow} from "../../components/charts/correlationChart.js";
import {expectSvg} from "./matchSvg.js";

const [plain, residual] = ["cifar-plain-20", "cifar-resnet-20"];

const rows: CorrelationRow[] = [1 / 64, 1 / 8, 1].flatMap((distance, i) => [
  {
    net: plain,
    distance,
    correlation: [0.6, 0.2, 0.01][i],
    low: [0.5, 0.1, -0.1][i],
    high: [0.7, 0.3, 0.1][i]
  },
  {net: residual, distance, correlation: [0.95, 0.8, 0.55][i]}
]);

const strokes = (chart: Element) =>
  [...chart.querySelectorAll('path[aria-label="correlation"]')].map((path) => path.getAttribute("stroke"));

describe("correlationChart(rows)", () => {
  test("draws a line a network, a band where there are several seeds, distances as fractions", () => {
    expectSvg(correlationChart(rows, {width: 400, height: 240}), "correlationChart");
  });

  test("says from which distance on the gradients are less than half alike", () => {
    const chart = correlationChart(rows);
    expect(chart.getAttribute("aria-label")).toBe("Correlation of input gradients against distance");
    expect(chart.getAttribute("aria-description")).toBe(
      "plain-20: below 0.5 from 1/8 of the way on. residual-20: at least 0.5 throughout."
    );
  });

  test("keeps the colours of all networks of the figure while some have no rows", () => {
    const [deep, ...nets] = ["cifar-resnet-56", plain, residual];
    const own = rows.filter(({net}) => net === residual);
    expect(strokes(correlationChart(own, {nets: [...nets, deep]}))).toEqual(["var(--residual-20)"]);
    expect(strokes(correlationChart(rows, {nets}))).toEqual(["var(--plain-20)", "var(--residual-20)"]);
    expect(strokes(correlationChart([], {nets}))).toEqual([]);
  });
});
