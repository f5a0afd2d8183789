import * as Plot from "@observablehq/plot";
import {max} from "d3-array";
import type {LengthRange} from "../network/pathLengths.js";
import {plotChart} from "./plotChart.js";
import {shortNumber} from "./powerText.js";

/** Options of shareChart; it passes the others on to Plot. */
export interface ShareChartOptions extends Plot.PlotOptions {
  /** What the vertical axis says. */
  label: string;
  /** Lengths that are marked: those that hold most of the whole. Defaults to none. */
  range?: LengthRange;
}

interface Row {
  length: number;
  percent: number;
}

/** Returns bars of the *shares* that paths of each length have, in percent, those in **range** bold under a bracket. */
export function shareChart(
  shares: readonly number[],
  {label, range, ...options}: ShareChartOptions
): SVGSVGElement | HTMLElement {
  const rows = shares.map((share, length): Row => ({length, percent: 100 * share}));
  const most = max(rows, ({percent}) => percent) ?? 0;
  const isDense = rows.length > 100; // bars of a pixel, whose seams must not show
  const isInside = ({length}: Row) => !range || (length >= range.first && length <= range.last);
  return plotChart({
    width: 320,
    height: 200,
    marginLeft: lengthMargin,
    marginRight: 12,
    marginTop: 26,
    marginBottom: 36,
    ariaLabel: `${label} of each length`,
    ariaDescription: range ? `${percentText(range.share)} is in ${rangeText(range)}.` : "",
    style: {fontSize: "12px", background: "none"},
    ...options,
    x: lengthAxis(shares.length - 1),
    y: {
      ...{label, grid: true, ticks: 4, nice: false, domain: [0, 1.25 * most || 1]}, // the bracket needs room
      tickFormat: (percent: number) => (percent > 100 ? "" : String(percent))
    },
    marks: [
      Plot.rectY(rows, {
        x1: ({length}: Row) => length - 0.5,
        x2: ({length}: Row) => length + 0.5,
        y: "percent",
        ...(isDense ? {shapeRendering: "crispEdges"} : {insetLeft: 0.5, insetRight: 0.5}),
        fill: "var(--residual)",
        fillOpacity: (row: Row) => (isInside(row) ? 1 : 0.35)
      }),
      Plot.ruleY([0]),
      ...(range ? bracket(range, {height: 1.08 * most, last: shares.length - 1}) : []),
      Plot.tip(
        rows,
        Plot.pointerX({
          x: "length",
          y: "percent",
          title: ({length, percent}: Row) => `length ${length}: ${percentText(percent / 100)}`
        })
      )
    ]
  });
}

/** A line over the lengths of *range*, and which they are. */
function bracket(range: LengthRange, {height, last}: {height: number; last: number}): Plot.Markish[] {
  const {first, last: end, share} = range;
  const middle = (first + end) / 2;
  const side = last === 0 ? 0.5 : middle / last;
  const [x, textAnchor] =
    side < 0.3
      ? [first - 0.5, "start" as const]
      : side > 0.7
        ? [end + 0.5, "end" as const]
        : [middle, "middle" as const];
  return [
    Plot.ruleY([range], {
      x1: first - 0.5,
      x2: end + 0.5,
      y: height,
      stroke: "currentColor",
      strokeWidth: 1.5
    }),
    Plot.text([`${first === end ? first : `${first} to ${end}`}: ${percentText(share)}`], {
      text: (text: string) => text,
      ...{x: () => x, y: () => height, textAnchor, dy: -9, fill: "currentColor"}
    })
  ];
}

/** Room for the numbers of a vertical axis, in pixels: charts of lengths that stand under each other line up. */
export const lengthMargin = 44;

/** Returns the horizontal axis of lengths up to *last*, with room for the bars at both ends. */
export function lengthAxis(last: number): Plot.ScaleOptions {
  const step = [1, 2, 5, 10, 20, 50, 100, 200].find((step) => last / step <= 6) ?? 500;
  const ticks = Array.from({length: Math.floor(last / step) + 1}, (_, i) => i * step);
  return {label: "path length", domain: [-0.5, last + 0.5], ticks, tickFormat: String};
}

/** Returns a fraction in percent, in three digits: `95.4 %`. */
export function percentText(share: number): string {
  return `${shortNumber(100 * share)} %`;
}

/** Returns lengths in words: `length 3`, or `lengths 3 to 9`. */
export function rangeText({first, last}: {first: number; last: number}): string {
  return first === last ? `length ${first}` : `lengths ${first} to ${last}`;
}
