import * as Plot from "@observablehq/plot";
import type {LengthNorms} from "./pathNorms.js";
import {plotChart} from "./plotChart.js";
import {powerOfTen, shortNumber} from "./powerText.js";
import {lengthAxis, lengthMargin} from "./shareChart.js";

/** Options of pathNormChart; it passes the others on to Plot. */
export interface PathNormChartOptions extends Plot.PlotOptions {
  /** The longest path there is. */
  blocks: number;
  /** What paths carried before the training, drawn beside it as a dashed line. Defaults to nothing. */
  first?: readonly LengthNorms[];
}

/**
 * Returns the median gradient norm of a path of each length on a logarithmic axis, in the band of the middle 80 %.
 * What has no place on it, 0 and what is no number, is left out.
 */
export function pathNormChart(
  norms: readonly LengthNorms[],
  {blocks, first = [], ...options}: PathNormChartOptions
): SVGSVGElement | HTMLElement {
  const rows = norms.filter(isShown);
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
          ariaLabel: () => "middle 80 % of the paths"
        }
      ),
      Plot.line(first.filter(isShown), {
        ...{x: "length", y: "median", stroke: "currentColor", strokeOpacity: 0.7, strokeDasharray: "4 3"},
        ariaLabel: () => "with the first weights"
      }),
      Plot.line(rows, {x: "length", y: "median", stroke: "var(--residual)", strokeWidth: 1.75}),
      Plot.dot(rows, {x: "length", y: "median", fill: "var(--residual)", r: rows.length > 60 ? 1.25 : 2}),
      Plot.tip(rows, Plot.pointerX({x: "length", y: "median", title: titleOf}))
    ]
  });
}

function isShown({median}: LengthNorms): boolean {
  return Number.isFinite(median) && median > 0;
}

function titleOf({length, median, low, high, paths}: LengthNorms): string {
  const range = high > low ? `\n${shortNumber(low)} to ${shortNumber(high)}, ${paths} paths` : "";
  return `length ${length}: ${shortNumber(median)}${range}`;
}

/** The first and the last, for screen readers. */
function descriptionOf(rows: readonly LengthNorms[]): string {
  if (rows.length === 0) return "";
  const said = ({length, median}: LengthNorms) => `${shortNumber(median)} at length ${length}`;
  return `${[...new Set([rows[0], rows[rows.length - 1]])].map(said).join(", ")}.`;
}
