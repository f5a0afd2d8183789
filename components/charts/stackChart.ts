import * as Plot from "@observablehq/plot";
import {frame} from "./frame.js";
import {plotChart} from "./plotChart.js";
import {powerOfTen, shortNumber} from "./powerText.js";

/** Options of stackChart. */
export interface StackChartOptions {
  /** Layers that the gradient crosses. */
  layers: number;
  width: number;
}

interface Row {
  family: "plain" | "residual";
  layers: number;
  factor: number;
}

/**
 * Returns the size of the factor that a gradient gets on its way through layers that each multiply by a *weight* w: |w|ᴸ, and with a
 * shortcut around each, |1 + w|ᴸ.
 */
export function stackChart(weight: number, {layers, width}: StackChartOptions): SVGSVGElement | HTMLElement {
  const through = (family: Row["family"], each: number): Row[] =>
    Array.from({length: layers + 1}, (_, l) => ({family, layers: l, factor: Math.abs(each) ** l}));
  const rows = [...through("plain", weight), ...through("residual", 1 + weight)];
  const ends = rows.filter((row) => row.layers === layers);
  const color = ({family}: Row) => `var(--${family})`;
  return plotChart({
    ...frame,
    ...{width, height: 240, marginLeft: 52, marginRight: 118},
    ariaLabel: "Factor of the gradient against layers, plain and residual",
    ariaDescription: ends.map(({family, factor}) => `${family}: ${shortNumber(factor)}.`).join(" "),
    x: {label: "layers", domain: [0, layers]},
    y: {
      ...{label: "factor of the gradient", type: "log", domain: [1e-9, 1e9], clamp: true, grid: true},
      ...{ticks: [1e-9, 1e-6, 1e-3, 1, 1e3, 1e6, 1e9], tickFormat: powerOfTen}
    },
    marks: [
      Plot.ruleY([1], {stroke: "currentColor", strokeOpacity: 0.5}),
      Plot.line(
        rows.filter(({factor}) => factor > 0),
        {x: "layers", y: "factor", z: "family", stroke: color, strokeWidth: 2}
      ),
      Plot.text(ends, {
        ...{
          x: "layers",
          y: ({factor}: Row) => Math.max(factor, 1e-9),
          dx: 6,
          textAnchor: "start",
          fill: color
        },
        text: ({family, factor}: Row) => `${family} ${shortNumber(factor)}`
      })
    ]
  });
}
