import * as Plot from "@observablehq/plot";
import {groups} from "d3-array";
import {endLabels} from "./endLabels.js";
import {frame} from "./frame.js";
import {coordinate, type Height, type Landscape} from "./landscape.js";
import type {NetLandscape} from "./landscapeTable.js";
import {heightText} from "./landscapeText.js";
import {chartPicture, plotChart} from "./plotChart.js";
import {netColors, netLabel} from "./scales.js";

/** Options of landscapeLines. */
export interface LandscapeLinesOptions extends Plot.PlotOptions {
  /** What is drawn. Defaults to "loss". */
  of?: Height;
}

/** A point on the way from the first weights, at 0, to the trained ones, at 1. */
interface WayPoint {
  net: string;
  at: number;
  value: number;
}

/** Returns the loss on the straight line from the first to the trained weights and beyond both, a curve a network. */
export function landscapeLines(
  rows: readonly NetLandscape[],
  {of = "loss", ...options}: LandscapeLinesOptions = {}
): SVGSVGElement | HTMLElement {
  const points = rows.flatMap(({net, landscape}) => pointsOf(net, landscape, of));
  const colorOf = netColors(rows.map(({net}) => net));
  const color = ({net}: WayPoint) => colorOf(net);
  const chart = plotChart({
    ...frame,
    ...{marginTop: 16, marginRight: 88},
    ariaLabel: `The ${of} on the straight line from the first to the trained weights`,
    ariaDescription: groups(points, ({net}) => net).map(([net, own]) => sentence(net, own, of)).join(" "), // prettier-ignore
    ...options,
    x: {label: "from the first weights, 0, to the trained ones, 1", ticks: 6},
    y: {label: of, grid: true, zero: true, ...(of === "error" && {percent: true, label: "error (%)"})},
    marks: [
      Plot.ruleX([0, 1], {strokeOpacity: 0.5, strokeDasharray: "1 3"}),
      Plot.line(points, {
        x: "at",
        y: "value",
        z: "net",
        stroke: color,
        strokeWidth: 1.75,
        ariaLabel: () => of
      }),
      Plot.tip(
        points,
        Plot.pointer({
          ...{x: "at", y: "value"},
          title: ({net, at, value}: WayPoint) =>
            `${netLabel(net)}\nat ${at.toFixed(2)}: ${heightText(value, of)}`
        })
      )
    ]
  });
  const [x, y] = [chart.scale("x")!, chart.scale("y")!];
  const [bottom, top] = y.range as [number, number];
  const ends = groups(points, ({net}) => net).map(([net, own]) => {
    const {at, value} = own[own.length - 1];
    const high = of === "error" ? 100 * value : value;
    return {text: netLabel(net), color: colorOf(net), x: x.apply(at), y: y.apply(high)};
  });
  chartPicture(chart).append(endLabels(ends, [top, bottom]));
  return chart;
}

function pointsOf(net: string, landscape: Landscape, of: Height): WayPoint[] {
  const {columns} = landscape;
  return landscape[of].map((value, i) => ({net, at: (1 + coordinate(landscape, i, columns)) / 2, value}));
}

function sentence(net: string, points: readonly WayPoint[], of: Height): string {
  const near = (at: number) =>
    points.reduce((best, point) => (Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best));
  return `${netLabel(net)}: from ${heightText(near(0).value, of)} to ${heightText(near(1).value, of)}.`;
}
