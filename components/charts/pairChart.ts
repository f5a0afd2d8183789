import * as Plot from "@observablehq/plot";
import {frame} from "./frame.js";
import {plotChart} from "./plotChart.js";

/** An error, in percent, and the colour of the network that made it. */
export interface PairEnd {
  error: number;
  color: string;
}

/** Two errors that differ by one change. */
export interface Pair {
  /** What the change is, or of what network. */
  text: string;
  before: PairEnd;
  after: PairEnd;
}

/** Options of pairChart; it passes the others on to Plot. */
export interface PairChartOptions extends Plot.PlotOptions {
  /** The chart's accessible name. */
  label: string;
}

/** Returns pairs of published errors, one under the other: a ring before the change, a dot after it, and the numbers. */
export function pairChart(
  pairs: readonly Pair[],
  {label, ...options}: PairChartOptions
): SVGSVGElement | HTMLElement {
  const number = ({error}: PairEnd) => error.toFixed(1);
  const titleOf = ({text, before, after}: Pair) => `${text}: from ${number(before)} % to ${number(after)} %`;
  const numbers = (end: "before" | "after") =>
    ([-1, 1] as const).map((side) =>
      Plot.text(
        pairs.filter((pair) => outside(pair, end) === side),
        {
          ...{x: (pair: Pair) => pair[end].error, y: "text", text: (pair: Pair) => number(pair[end])},
          ...{fill: (pair: Pair) => pair[end].color, dx: 9 * side},
          ...{textAnchor: side < 0 ? "end" : "start", fontVariant: "tabular-nums"}
        } as const
      )
    );
  return plotChart({
    ...frame,
    height: 48 * pairs.length + 56,
    marginLeft: 16,
    ariaLabel: label,
    ariaDescription: pairs.map((pair) => `${titleOf(pair)}.`).join(" "),
    ...options,
    x: {label: "top-1 error (%)", grid: true, nice: true, insetLeft: 40, insetRight: 40},
    y: {axis: null, domain: pairs.map(({text}) => text)},
    marks: [
      Plot.text(pairs, {
        ...{y: "text", text: "text", frameAnchor: "left", textAnchor: "start", dy: -17},
        fill: "currentColor"
      }),
      Plot.arrow(pairs, {
        ...{x1: ({before}: Pair) => before.error, x2: ({after}: Pair) => after.error, y: "text"},
        ...{stroke: ({after}: Pair) => after.color, strokeWidth: 1.75, inset: 5, headLength: 6}
      }),
      Plot.dot(pairs, {
        ...{x: ({before}: Pair) => before.error, y: "text", stroke: ({before}: Pair) => before.color},
        ...{fill: "var(--theme-background)", strokeWidth: 1.75, r: 4.5}
      }),
      Plot.dot(pairs, {
        ...{x: ({after}: Pair) => after.error, y: "text", fill: ({after}: Pair) => after.color, r: 4.5}
      }),
      ...numbers("before"),
      ...numbers("after"),
      Plot.tip(pairs, Plot.pointer({x: ({after}: Pair) => after.error, y: "text", title: titleOf}))
    ]
  });
}

/** On which side of an end its partner is not. */
function outside({before, after}: Pair, end: "before" | "after"): -1 | 1 {
  const isRight = end === "before" ? before.error > after.error : after.error >= before.error;
  return isRight ? 1 : -1;
}
