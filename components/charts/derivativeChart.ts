import * as Plot from "@observablehq/plot";
import {deviation} from "d3-array";
import {frame} from "./frame.js";
import {plotChart} from "./plotChart.js";

/** Options of derivativeChart. */
export interface DerivativeChartOptions {
  inputs: readonly number[];
  /** What the network is, which is said beside the axis and decides the colour. */
  family: "plain" | "residual";
  width: number;
}

/** Returns a derivative against the input that it is taken at, in units of its own standard deviation. */
export function derivativeChart(
  values: readonly number[],
  {inputs, family, width}: DerivativeChartOptions
): SVGSVGElement | HTMLElement {
  const scale = deviation(values) || 1;
  const rows = values.map((value, i) => ({x: inputs[i], value: value / scale}));
  return plotChart({
    ...frame,
    ...{width, height: 180, marginBottom: 34},
    ariaLabel: `Derivative of a ${family} network's output by its one input`,
    x: {label: "input", domain: [-1, 1], ticks: [-1, -0.5, 0, 0.5, 1]},
    y: {
      label: "derivative (in its deviations)",
      domain: [-4, 4],
      ticks: [-4, -2, 0, 2, 4],
      grid: true,
      clamp: true
    },
    marks: [
      Plot.ruleY([0], {stroke: "currentColor", strokeOpacity: 0.4}),
      Plot.line(rows, {x: "x", y: "value", stroke: `var(--${family})`, strokeWidth: 1.25})
    ]
  });
}
