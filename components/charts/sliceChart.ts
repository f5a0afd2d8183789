import * as Plot from "@observablehq/plot";
import {frame} from "./frame.js";
import {coordinate, type Height, type Landscape} from "./landscape.js";
import {betweenText, reachOfText} from "./landscapeText.js";
import {plotChart} from "./plotChart.js";
import {netColor} from "./scales.js";

/** Options of sliceChart; it passes the others on to Plot. */
export interface SliceChartOptions extends Plot.PlotOptions {
  /** The network's name, which has its colour. */
  net: string;
  /** What is drawn. Defaults to "loss". */
  of?: Height;
}

/** Returns the middle row of a landscape as a curve: the loss along the first direction. */
export function sliceChart(
  landscape: Landscape,
  {net, of = "loss", ...options}: SliceChartOptions
): SVGSVGElement | HTMLElement {
  const {columns, rows} = landscape;
  const first = ((rows - 1) / 2) * columns;
  const points = Array.from({length: columns}, (_, column) => ({
    at: coordinate(landscape, column, columns),
    value: landscape[of][first + column]
  }));
  return plotChart({
    ...frame,
    height: 240,
    ariaLabel: `The ${of} along one direction`,
    ariaDescription: `${reachOfText(landscape)}: ${betweenText({...landscape, [of]: points.map(({value}) => value)}, of)}.`,
    ...options,
    x: {label: "distance, in shares of the weights"},
    y: {label: of, grid: true},
    marks: [
      Plot.ruleX([0], {strokeOpacity: 0.4, strokeDasharray: "1 3"}),
      Plot.line(points, {x: "at", y: "value", stroke: netColor(net, [net]), strokeWidth: 1.75}),
      Plot.dot(points, {x: "at", y: "value", fill: netColor(net, [net]), r: 2})
    ]
  });
}
