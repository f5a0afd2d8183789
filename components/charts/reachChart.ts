import * as Plot from "@observablehq/plot";
import {groups} from "d3-array";
import {isPlain, type NetworkIdentity, toIdentity} from "../network/identity.js";
import {type EndLabel, endLabels} from "./endLabels.js";
import {frame} from "./frame.js";
import {type Chart, chartPicture, plotChart} from "./plotChart.js";
import {powerOfTen} from "./powerText.js";
import {reachOf, type ReachRow} from "./reach.js";
import {reachText} from "./reachText.js";
import {netColors, netLabel} from "./scales.js";

/** Options of reachChart; it passes the others on to Plot. */
export interface ReachChartOptions extends Plot.PlotOptions {
  /** All networks of the figure, by which they have their colours. Defaults to those of the rows. */
  nets?: readonly string[];
}

/**
 * Returns cosine against distance, a line a network, with its depth beside it: of a plain network where it falls below ½, of
 * a residual one at its end.
 */
export function reachChart(
  rows: readonly ReachRow[],
  {nets = [...new Set(rows.map(({net}) => net))], ...options}: ReachChartOptions = {}
): SVGSVGElement | HTMLElement {
  const colorOf = netColors(nets);
  const color = ({net}: ReachRow) => colorOf(net);
  const finite = rows.filter(({cosine}) => Number.isFinite(cosine));
  const chart = plotChart({
    ...frame,
    ...{marginTop: 26, marginRight: 34, height: 330},
    ariaLabel: "Cosine between gradients against distance in weights",
    ariaDescription: groups(rows, ({net}) => net)
      .map(([net, own]) => `${netLabel(net)}: ${descriptionOf(own)}.`)
      .join(" "),
    ...options,
    x: {label: "distance r", type: "log", tickFormat: powerOfTen, ticks: 6},
    y: {label: "cosine of gradients", domain: [-0.25, 1], grid: true, ticks: 6},
    marks: [
      Plot.ruleY([0], {stroke: "currentColor", strokeOpacity: 0.6}),
      Plot.ruleY([0.5], {stroke: "currentColor", strokeOpacity: 0.6, strokeDasharray: "1 3"}),
      Plot.line(finite, {
        ...{x: "distance", y: "cosine", z: "net", stroke: color, strokeWidth: 1.75},
        ariaLabel: () => "cosine"
      }),
      Plot.dot(finite, {x: "distance", y: "cosine", fill: color, r: 2}),
      Plot.tip(finite, Plot.pointer({x: "distance", y: "cosine", title: titleOf}))
    ]
  });
  chartPicture(chart).append(...depthLabels(chart, finite, colorOf));
  return chart;
}

function depthLabels(chart: Chart, rows: readonly ReachRow[], colorOf: (net: string) => string) {
  const [x, y] = [chart.scale("x")!, chart.scale("y")!];
  if (rows.length === 0) return [];
  const labels = groups(rows, ({net}) => net).map(([net, own]): EndLabel & {atEnd: boolean} => {
    const {distance, beyond} = reachOf(own);
    const atEnd = !isPlain(toIdentity(net)) || beyond === "farther";
    const end = atEnd ? own[own.length - 1] : {distance, cosine: beyond ? own[0].cosine : 0.5};
    return {
      ...{text: depthText(toIdentity(net)), color: colorOf(net), atEnd},
      ...{x: x.apply(end.distance), y: y.apply(end.cosine)}
    };
  });
  const [bottom, top] = y.range as [number, number];
  return [
    endLabels(
      labels.filter(({atEnd}) => atEnd),
      [top, bottom]
    ),
    // Each on its own: curves fall side by side, and so their names stand in a row.
    ...labels.filter(({atEnd}) => !atEnd).map((label) => endLabels([label], [top, bottom]))
  ];
}

function depthText({name, depth, differences = []}: NetworkIdentity): string {
  return [depth ?? name, ...differences].join(", ");
}

function descriptionOf(rows: readonly ReachRow[]): string {
  const {beyond, ...reach} = reachOf(rows);
  const text = reachText(reach);
  if (!beyond) return `below 0.5 from ${text} on`;
  return beyond === "nearer" ? `below 0.5 already at ${text}` : `at least 0.5 up to ${text}`;
}

function titleOf({net, distance, cosine, low, high}: ReachRow): string {
  const range = high > low ? ` (${low.toFixed(2)} to ${high.toFixed(2)})` : "";
  return `${netLabel(net)}\nat ${distance}: ${cosine.toFixed(2)}${range}`;
}
