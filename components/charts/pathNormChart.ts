import * as Plot from "@observablehq/plot";
import type {LengthNorms} from "./pathNorms.js";
import {plotChart} from "./plotChart.js";
import {powerOfTen, shortNumber} from "./powerText.js";
import {lengthAxis, lengthMargin} from "./shareChart.js";

/** Options of pathNormChart; it passes the others on to Plot. */
export interface PathNormChartOptions extends Plot.PlotOptions {
  /** The longest path there is. */
  blocks: number;
}

/**
 * Returns the mean gradient norm of a path of each length on a logarithmic axis, in a band from the lowest to the highest.
 * What has no place on it, 0 and what is no number, is left out.
 */
export function pathNormChart(
  norms: readonly LengthNorms[],
  {blocks, ...options}: PathNormChartOptions
): SVGSVGElement | HTMLElement {
  const rows = norms.filter(({mean}) => Number.isFinite(mean) && mean > 0);
  return plotChart({
    width: 320,
    height: 200,
    marginLeft: lengthMargin,
    marginRight: 12,
    marginTop: 26,
    marginBottom: 36,
    ariaLabel: "Gradient norm of one path of each length",
    ariaDescription: descriptionOf(rows),
    style: {fontSize: "12px", background: "none"},
    ...options,
    x: lengthAxis(blocks),
    y: {
      label: "‖gradient‖ of one path",
      type: "log",
      grid: true,
      nice: true,
      ticks: 5,
      tickFormat: powerOfTen
    },
    marks: [
      Plot.areaY(
        rows.filter(({low}) => low > 0),
        {
          ...{x: "length", y1: "low", y2: "high", fill: "var(--residual)", fillOpacity: 0.15},
          ariaLabel: () => "lowest to highest path"
        }
      ),
      Plot.line(rows, {x: "length", y: "mean", stroke: "var(--residual)", strokeWidth: 1.75}),
      Plot.dot(rows, {x: "length", y: "mean", fill: "var(--residual)", r: rows.length > 60 ? 1.25 : 2}),
      Plot.tip(rows, Plot.pointerX({x: "length", y: "mean", title: titleOf}))
    ]
  });
}

function titleOf({length, mean, low, high, paths}: LengthNorms): string {
  const range = high > low ? `\n${shortNumber(low)} to ${shortNumber(high)}, ${paths} paths` : "";
  return `length ${length}: ${shortNumber(mean)}${range}`;
}

/** The first and the last, for screen readers. */
function descriptionOf(rows: readonly LengthNorms[]): string {
  if (rows.length === 0) return "";
  const said = ({length, mean}: LengthNorms) => `${shortNumber(mean)} at length ${length}`;
  return `${[...new Set([rows[0], rows[rows.length - 1]])].map(said).join(", ")}.`;
}
