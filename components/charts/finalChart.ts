import * as Plot from "@observablehq/plot";
import type {ErrorRow} from "./errorRows.js";
import {frame} from "./frame.js";
import {type LabCurve, lastRows} from "./labCurves.js";
import {plotChart} from "./plotChart.js";
import {netColors, netLabel, type Split} from "./scales.js";

/** Options of finalChart; it passes the others on to Plot. */
export interface FinalChartOptions extends Plot.PlotOptions {
  /** Returns where a curve stands on the horizontal axis. */
  at(curve: LabCurve): number;
  /** What the horizontal axis says. */
  label: string;
  /** Ends of the horizontal axis. Defaults to those of the data. */
  between?: [number, number];
  /** Error of a network that guesses, a fraction. Defaults to 0.9, that of ten classes. */
  chance?: number;
}

interface Row extends ErrorRow {
  x: number;
}

/**
 * Returns the error of each network at its last step against a number of its own, such as λ: training error as a ring,
 * test error as a dot, and a bar from the lowest to the highest run. Leaves out networks that diverged.
 */
export function finalChart(
  curves: readonly LabCurve[],
  {at, label, between, chance = 0.9, ...options}: FinalChartOptions
): SVGSVGElement | HTMLElement {
  const lasting = curves.filter(({diverged, seeds}) => diverged < seeds);
  const rows = lasting.flatMap((curve) => lastRows(curve).map((row): Row => ({...row, x: at(curve)})));
  const colorOf = netColors(curves.map(({net}) => net));
  const color = ({net}: Row) => colorOf(net);
  const of = (split: Split) => rows.filter((row) => row.split === split);
  return plotChart({
    ...frame,
    ariaLabel: `Error in percent against ${label}`,
    ariaDescription: rows
      .map(({net, split, error}) => `${netLabel(net)}, ${split} error: ${(100 * error).toFixed(1)} %.`)
      .join(" "),
    ...options,
    x: {label, grid: false, ...(between && {domain: between})},
    y: {label: "error (%)", domain: [0, 100], grid: true},
    marks: [
      Plot.ruleY([100 * chance], {stroke: "currentColor", strokeOpacity: 0.5, strokeDasharray: "1 3"}),
      Plot.text([{y: 100 * chance}], {
        y: "y",
        frameAnchor: "right",
        dy: -7,
        textAnchor: "end",
        text: () => "chance",
        fill: "currentColor",
        fillOpacity: 0.7
      }),
      Plot.line(of("training"), {
        x: "x",
        y: percent("error"),
        stroke: "currentColor",
        strokeOpacity: 0.35,
        strokeDasharray: "3 2.5",
        sort: "x"
      }),
      Plot.ruleX(rows, {
        x: "x",
        y1: percent("low"),
        y2: percent("high"),
        stroke: color,
        strokeOpacity: 0.45,
        strokeWidth: 3
      }),
      Plot.dot(of("training"), {
        x: "x",
        y: percent("error"),
        stroke: color,
        fill: "var(--theme-background)",
        strokeWidth: 1.75,
        r: 4
      }),
      Plot.dot(of("test"), {x: "x", y: percent("error"), fill: color, r: 4}),
      Plot.tip(rows, Plot.pointer({x: "x", y: percent("error"), title: titleOf}))
    ]
  });
}

function percent(name: "error" | "low" | "high") {
  return (row: Row) => 100 * (row[name] ?? row.error);
}

function titleOf({net, split, step, error, low, high}: Row): string {
  const range =
    low !== undefined && high! > low ? ` (${(100 * low).toFixed(1)} to ${(100 * high!).toFixed(1)})` : "";
  return `${netLabel(net)}\n${split} error after ${step} steps: ${(100 * error).toFixed(1)} %${range}`;
}
