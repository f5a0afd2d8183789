import * as Plot from "@observablehq/plot";
import {max, rollup, sort} from "d3-array";
import {isPlain, toIdentity} from "../network/identity.js";
import {endLabels} from "./endLabels.js";
import {frame} from "./frame.js";
import {type Chart, chartPicture, plotChart} from "./plotChart.js";
import {powerOfTen} from "./powerText.js";
import type {NetReach} from "./reach.js";
import {reachText} from "./reachText.js";
import {netColors, netLabel} from "./scales.js";

/** Options of reachDepthChart; it passes the others on to Plot. */
export interface ReachDepthChartOptions extends Plot.PlotOptions {
  /** All networks of the figure, by which they have their colours. Defaults to those of the reaches. */
  nets?: readonly string[];
  /** Nearest and farthest distance that was measured: the ends of the axis. */
  between: readonly [number, number];
}

interface Point extends NetReach {
  depth: number;
  kind: string;
}

/** Returns reach against depth, both kinds of network a line; a reach that is only a bound is a triangle. */
export function reachDepthChart(
  reaches: readonly NetReach[],
  {between, nets = reaches.map(({net}) => net), ...options}: ReachDepthChartOptions
): SVGSVGElement | HTMLElement {
  const points = sort(
    reaches.flatMap((reach) => pointOf(reach)),
    ({depth}) => depth
  );
  const colorOf = netColors(nets);
  const color = ({net}: Point) => colorOf(net);
  const deepest = rollup(
    points,
    (own) => own[own.length - 1],
    ({kind}) => kind
  );
  const place = {x: "depth", y: "distance"} as const;
  const is = (beyond?: string) => points.filter((point) => point.beyond === beyond);
  const chart = plotChart({
    ...frame,
    ...{marginTop: 26, marginRight: 62, height: 330},
    ariaLabel: "Reach of the gradient against depth",
    ariaDescription: points.map((point) => `${netLabel(point.net)}: ${reachText(point)}.`).join(" "),
    ...options,
    x: {label: "depth", domain: [0, max([56, ...points.map(({depth}) => depth)])!], ticks: 6},
    y: {
      ...{label: "reach", type: "log", tickFormat: powerOfTen, ticks: 6, grid: true},
      domain: [between[0], between[1]]
    },
    marks: [
      Plot.ruleX(points, {
        ...{x: "depth", y1: "low", y2: "high"},
        ...{stroke: color, strokeOpacity: 0.4, strokeWidth: 3}
      }),
      Plot.line(points, {
        ...{...place, z: "kind", strokeWidth: 1.75, ariaLabel: () => "reach"},
        stroke: ({kind}: Point) => colorOf(deepest.get(kind)!.net)
      }),
      Plot.dot(is(), {...place, fill: color, r: 3}),
      Plot.dot(is("nearer"), {...place, fill: color, symbol: "triangle", rotate: 180, r: 4}),
      Plot.dot(is("farther"), {...place, fill: color, symbol: "triangle", r: 4}),
      Plot.tip(
        points,
        Plot.pointer({...place, title: (point: Point) => `${netLabel(point.net)}\nreach ${reachText(point)}`})
      )
    ]
  });
  chartPicture(chart).append(kindLabels(chart, [...deepest.values()], colorOf));
  return chart;
}

/** The name of each line at its end. */
function kindLabels(chart: Chart, ends: readonly Point[], colorOf: (net: string) => string): SVGElement {
  const [x, y] = [chart.scale("x")!, chart.scale("y")!];
  const [bottom, top] = y.range as [number, number];
  const labels = ends.map(({kind, net, depth, distance}) => ({
    ...{text: kind, color: colorOf(net)},
    ...{x: x.apply(depth), y: y.apply(distance)}
  }));
  return endLabels(labels, [top, bottom]);
}

/** A reach with its network's depth; none for a network that has no depth. */
function pointOf(reach: NetReach): Point[] {
  const identity = toIdentity(reach.net);
  const {depth, differences = []} = identity;
  const kind = [isPlain(identity) ? "plain" : "residual", ...differences].join(", ");
  return depth === undefined ? [] : [{...reach, depth, kind}];
}
