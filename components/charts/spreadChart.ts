import * as Plot from "@observablehq/plot";
import {sort} from "d3-array";
import {networkKey, type NetworkReference, toIdentity} from "../network/identity.js";
import type {ErrorSpread} from "./errorSpreads.js";
import {frame} from "./frame.js";
import {plotChart} from "./plotChart.js";
import {rangeMarks} from "./rangeMarks.js";
import {netColors, netLabel} from "./scales.js";

/** The test errors of one network. */
export interface NetSpreads {
  net: NetworkReference;
  spreads: readonly ErrorSpread[];
  /** The error of the network as it is, a fraction: a thin line across. Defaults to none. */
  whole?: number;
  /** Places on the horizontal axis that stand out: they are drawn as diamonds. Defaults to none. */
  marked?: readonly number[];
}

/** Options of spreadChart; it passes the others on to Plot. */
export interface SpreadChartOptions extends Omit<Plot.PlotOptions, "x"> {
  /** The chart's accessible name. */
  label: string;
  /** The horizontal axis. */
  x: Plot.ScaleOptions;
  /** Returns a place on it in words: `without block 4`. */
  place(x: number): string;
  /** Error of a network that guesses, a fraction: a line that says so. Defaults to 0.9, that of ten classes. */
  chance?: number;
  /** Whether places are joined: by a line in a band, and not each on its own. Defaults to false. */
  joined?: boolean;
  /** Whether the lowest and the highest errors are drawn. Defaults to true. */
  ranges?: boolean;
}

interface Row extends ErrorSpread {
  net: string; // the network's key
  isMarked: boolean;
  /** Where it stands on the horizontal axis: beside **x** if networks stand side by side. */
  place: number;
}

/** Returns test error in percent, from the lowest to the highest at each place, a colour a network. */
export function spreadChart(
  networks: readonly NetSpreads[],
  {label, x, place, chance = 0.9, joined = false, ranges = true, ...options}: SpreadChartOptions
): SVGSVGElement | HTMLElement {
  const rows = networks.flatMap(({net, spreads, marked = []}, i) =>
    spreads.map((spread): Row => ({
      ...{...spread, net: networkKey(toIdentity(net)), isMarked: marked.includes(spread.x)},
      place: spread.x + (joined ? 0 : beside(i, networks.length))
    }))
  );
  const colorOf = netColors(networks.map(({net}) => net));
  const color = ({net}: {net: NetworkReference}) => colorOf(net);
  const wholes = networks.filter(({whole}) => whole !== undefined);
  return plotChart({
    ...frame,
    ariaLabel: label,
    ariaDescription: networks.map((network) => descriptionOf(network, place)).join(" "),
    ...options,
    x,
    y: {label: "test error (%)", domain: [0, 100], grid: true, percent: true},
    marks: [
      Plot.ruleY([0]),
      Plot.ruleY([chance], {stroke: "currentColor", strokeOpacity: 0.5, strokeDasharray: "1 3"}),
      Plot.text([chance], {
        ...{y: (error: number) => error, text: () => "chance", frameAnchor: "right"},
        ...{textAnchor: "end", dy: -7, fill: "currentColor", fillOpacity: 0.75}
      }),
      Plot.ruleY(wholes, {y: "whole", stroke: color, strokeOpacity: 0.6, strokeDasharray: "4 3"}),
      ...(joined
        ? [
            ...(ranges ? rangeMarks(rows, {x: "place", z: "net", color}) : []),
            Plot.line(rows, {x: "place", y: "error", z: "net", stroke: color, strokeWidth: 1.75})
          ]
        : [
            Plot.ruleX(rows, {
              ...{x: "place", y1: "low", y2: "high", stroke: color, strokeWidth: 3, strokeOpacity: 0.3}
            })
          ]),
      Plot.dot(rows, {
        ...{x: "place", y: "error", fill: color, r: (row: Row) => (row.isMarked ? 5 : 3)},
        symbol: (row: Row) => (row.isMarked ? "diamond" : "circle")
      }),
      Plot.tip(rows, Plot.pointer({x: "place", y: "error", title: (row: Row) => titleOf(row, place)}))
    ],
    r: {type: "identity"},
    symbol: {type: "identity"}
  });
}

/** Dots of several networks stand side by side, a fifth of a place apart. */
function beside(i: number, count: number): number {
  return 0.2 * (i - (count - 1) / 2);
}

function titleOf({net, x, error, low, high, measured}: Row, place: (x: number) => string): string {
  const range = measured > 1 ? `\n${percent(low)} to ${percent(high)}, ${measured} times` : "";
  return `${netLabel(net)}, ${place(x)}\n${percent(error)} test error${range}`;
}

/** Where the lowest and the highest mean are, for screen readers. */
function descriptionOf({net, spreads, whole}: NetSpreads, place: (x: number) => string): string {
  if (spreads.length === 0) return `${netLabel(net)}: not measured.`;
  const sorted = sort(spreads, ({error}) => error);
  const ends = [...new Set([sorted[0], sorted[sorted.length - 1]])];
  const said = ends.map(({x, error}) => `${percent(error)} ${place(x)}`);
  const begin = whole === undefined ? "" : `${percent(whole)} whole, `;
  return `${netLabel(net)}: ${begin}${said.length > 1 ? "from " : ""}${said.join(" to ")}.`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
