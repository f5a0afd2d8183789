// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import type {LabCurve} from "../../components/charts/labCurves.js";
import {layerChart, type LayerChartOptions} from "../../components/charts/layerChart.js";
import {labCurveOf, measuredAt} from "./labCurves.js";
import {expectSvg} from "./matchSvg.js";

const [plain, residual] = ["cifar-plain-20", "cifar-resnet-20"];

const curves: LabCurve[] = [
  labCurveOf(plain, {measured: [measuredAt(1, [200, 30, 1.5, 0.02]), measuredAt(20, [9, 8, 7, 6])]}),
  labCurveOf(residual, {measured: [measuredAt(1, [2, 1.5, 1, 0.5], [0.4, 0.8])]})
];

const chart = (of: readonly LabCurve[], options: Partial<LayerChartOptions> = {}) =>
  layerChart(of, {values: ({gradients}) => gradients, label: "gradient", ...options});

/** What a chart says of itself: the first and the last value of each line. */
const said = (of: readonly LabCurve[], options?: Partial<LayerChartOptions>) =>
  chart(of, options).getAttribute("aria-description");

const count = (element: Element, selector: string) => element.querySelectorAll(selector).length;

describe("layerChart(curves, {values, label})", () => {
  test("draws a line a network over its layers, on a logarithmic axis with powers of ten", () => {
    const drawn = chart(curves, {label: "‖gradient‖", step: 1, logarithmic: true, width: 400, height: 240});
    expectSvg(drawn, "layerChart");
  });

  test("draws blocks from 0 up, where the axis is linear", () => {
    const drawn = chart([curves[1]], {
      ...{values: ({residuals}) => residuals, label: "‖F(x)‖ / ‖x‖", of: "block"},
      ...{width: 300, height: 200}
    });
    expectSvg(drawn, "layerChartBlocks");
    expect(drawn.getAttribute("aria-label")).toBe("‖F(x)‖ / ‖x‖ of each block");
  });

  test("is of the step that is asked for, or of the last one that was measured", () => {
    expect(said([curves[0]], {step: 1})).toBe("plain-20: 200 in layer 1, 0.0200 in layer 4.");
    expect(said([curves[0]])).toBe("plain-20: 9.00 in layer 1, 6.00 in layer 4.");
    expect(said(curves)).toBe(
      "plain-20: 9.00 in layer 1, 6.00 in layer 4. residual-20: 2.00 in layer 1, 0.500 in layer 4."
    );
  });

  test("draws nothing of a network that was not measured in that step, and the others in their colours", () => {
    const drawn = chart(curves, {step: 20});
    expect(drawn.getAttribute("aria-description")).toBe("plain-20: 9.00 in layer 1, 6.00 in layer 4.");
    expect(drawn.querySelector('path[aria-label="gradient"]')!.getAttribute("stroke")).toBe(
      "var(--plain-20)"
    );
    const none = chart(curves, {step: 40, logarithmic: true});
    expect(count(none, "circle")).toBe(0);
    expect(none.getAttribute("aria-description")).toBe("");
    expect(count(chart([]), "circle")).toBe(0);
  });

  test("leaves out what cannot be drawn: no numbers, and on a logarithmic axis 0", () => {
    const odd = [labCurveOf(plain, {measured: [measuredAt(1, [NaN, 0, 1e-9, Infinity, 10])]})];
    expect(said(odd)).toBe("plain-20: 0 in layer 2, 10.0 in layer 5.");
    expect(said(odd, {logarithmic: true})).toBe("plain-20: 1.0 · 10⁻⁹ in layer 3, 10.0 in layer 5.");
    expect(count(chart(odd, {logarithmic: true}), "circle")).toBe(2);
  });

  test("counts to the deepest network's last layer", () => {
    const drawn = chart([...curves, labCurveOf("cifar-resnet-8", {measured: [measuredAt(1, [1, 1])]})]);
    const ticks = [...drawn.querySelectorAll('[aria-label="x-axis tick label"] text')];
    expect(Math.max(...ticks.map(({textContent}) => Number(textContent)))).toBe(4);
  });
});
