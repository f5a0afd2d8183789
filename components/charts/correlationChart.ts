import * as Plot from "@observablehq/plot";
import {frame} from "./frame.js";
import {plotChart} from "./plotChart.js";
import {rangeMarks} from "./rangeMarks.js";
import {netColors, netLabel} from "./scales.js";

/** How similar the gradients of one network are at two inputs a distance apart. */
export interface CorrelationRow {
  /** The network's key. */
  net: string;
  /** As a share of the way from one image to another. */
  distance: number;
  /** In [-1, 1]. */
  correlation: number;
  /** Lowest and highest of several seeds, where there are several. */
  low?: number;
  high?: number;
}

/** Returns correlation against distance, a line a network, with a band over the seeds. */
export function correlationChart(
  rows: readonly CorrelationRow[],
  {
    nets = [...new Set(rows.map(({net}) => net))],
    ...options
  }: Plot.PlotOptions & {nets?: readonly string[]} = {}
): SVGSVGElement | HTMLElement {
  const colorOf = netColors(nets);
  const color = ({net}: CorrelationRow) => colorOf(net);
  return plotChart({
    ...frame,
    ariaLabel: "Correlation of input gradients against distance",
    ariaDescription: nets.map((net) => descriptionOf(net, rows)).join(" "),
    ...options,
    x: {
      label: "distance, as a share of the way to another image",
      type: "log",
      base: 2,
      tickFormat: (value: number) => (value === 1 ? "1" : `1/${Math.round(1 / value)}`)
    },
    y: {label: "correlation of gradients", domain: [-0.2, 1], grid: true},
    marks: [
      Plot.ruleY([0], {stroke: "currentColor", strokeOpacity: 0.6}),
      ...rangeMarks(rows, {x: "distance", z: "net", color}),
      Plot.line(rows, {
        x: "distance",
        y: "correlation",
        z: "net",
        stroke: color,
        strokeWidth: 1.75,
        ariaLabel: () => "correlation"
      }),
      Plot.dot(rows, {x: "distance", y: "correlation", fill: color, r: 2.25}),
      Plot.tip(
        rows,
        Plot.pointer({
          x: "distance",
          y: "correlation",
          title: ({net, distance, correlation}: CorrelationRow) =>
            `${netLabel(net)}\nat 1/${Math.round(1 / distance)} of the way: ${correlation.toFixed(2)}`
        })
      )
    ]
  });
}

function descriptionOf(net: string, rows: readonly CorrelationRow[]): string {
  const own = rows.filter((row) => row.net === net);
  if (own.length === 0) return "";
  const half = own.find(({correlation}) => correlation < 0.5);
  return `${netLabel(net)}: ${half ? `below 0.5 from 1/${Math.round(1 / half.distance)} of the way on` : "at least 0.5 throughout"}.`;
}
