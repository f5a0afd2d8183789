// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {finalChart} from "../../components/charts/finalChart.js";
import {type LabCurve, lastRows} from "../../components/charts/labCurves.js";
import {scaleChart} from "../../components/charts/scaleChart.js";
import {errorsOf, labCurveOf} from "./labCurves.js";
import {expectSvg} from "./matchSvg.js";

const scales = [0.5, 1, 0];

const curves: LabCurve[] = scales.map((shortcutScale, i) => {
  const net = `cifar-resnet-56, λ ${shortcutScale}`;
  return labCurveOf(net, {
    network: {shortcutScale},
    errors: [
      ...errorsOf(net, 50, {training: 0.8, test: 0.85}),
      ...errorsOf(net, 100, {training: [[0.62, 0.5, 0.7][i], 0.5, 0.7], test: [0.75, 0.7, 0.8]})
    ]
  });
});

const at = ({spec}: LabCurve) => spec.network.shortcutScale;

describe("finalChart(curves, {at, label})", () => {
  test("draws rings, dots and bars at each network's number, and joins the rings in its order", () => {
    expectSvg(finalChart(curves, {at, label: "λ", width: 400, height: 240}), "finalChart");
  });

  test("says the last errors of each network", () => {
    const chart = finalChart(curves.slice(0, 2), {at, label: "λ"});
    expect(chart.getAttribute("aria-label")).toBe("Error in percent against λ");
    expect(chart.getAttribute("aria-description")).toBe(
      [
        "residual-56, λ 0.5, training error: 62.0 %.",
        "residual-56, λ 0.5, test error: 75.0 %.",
        "residual-56, λ 1, training error: 50.0 %.",
        "residual-56, λ 1, test error: 75.0 %."
      ].join(" ")
    );
  });

  test("draws a network of one run, and none that has no errors", () => {
    const one = labCurveOf("cifar-resnet-20", {errors: errorsOf("cifar-resnet-20", 1, {test: 0.5})});
    const chart = finalChart([one, labCurveOf("cifar-plain-20")], {at: () => 2, label: "x", between: [0, 4]});
    expect(chart.querySelectorAll("circle")).toHaveLength(1);
    expect(chart.getAttribute("aria-description")).toBe("residual-20, test error: 50.0 %.");
  });
});

test("lastRows(curve) are the last of each split, whatever their order", () => {
  expect(lastRows(curves[0]).map(({split, step, error}) => [split, step, error])).toEqual([
    ["training", 100, 0.62],
    ["test", 100, 0.75]
  ]);
  expect(lastRows(labCurveOf("cifar-resnet-20"))).toEqual([]);
});

test("scaleChart(curves) stands each network at its λ, from 0 to 1.5", () => {
  const chart = scaleChart(curves, {width: 400});
  expect(chart.getAttribute("width")).toBe("400");
  const ticks = [...chart.querySelectorAll('[aria-label="x-axis tick label"] text')];
  expect([ticks[0].textContent, ticks.at(-1)!.textContent]).toEqual(["0.0", "1.5"]);
});
