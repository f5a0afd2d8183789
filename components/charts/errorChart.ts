import * as Plot from "@observablehq/plot";
import {max, min} from "d3-array";
import type {NetworkReference} from "../network/identity.js";
import type {ErrorRow} from "./errorRows.js";
import {netColors, netLabel, type Split, splitStyle, uniqueNets} from "./scales.js";

/** Options of errorChart; it passes the others on to Plot. */
export interface ErrorChartOptions extends Plot.PlotOptions {
  /** Steps on the x axis. Defaults to the last step of the data. */
  steps?: number;
  /** Runs drawn faintly, behind the others. Defaults to none. */
  faded?: ReadonlySet<string>;
  /** Where the error axis begins, in percent. Defaults to a multiple of 20 below the data. */
  least?: number;
  /** A step after which something changes, and what: a line across the chart. Defaults to none. */
  mark?: {step: number; text: string};
  /** Error of a network that guesses, a fraction. Defaults to 0.9, that of ten classes. */
  chance?: number;
  /** Networks in the order of the legend; they decide the colours. Defaults to those of the data. */
  nets?: readonly NetworkReference[];
}

/**
 * Returns error against steps: a network a colour, training error thin and dashed, test error bold with a dot where it
 * was measured, a band from the lowest to the highest of several runs, and a line at **chance**.
 */
export function errorChart(
  rows: readonly ErrorRow[],
  {steps, faded = new Set(), nets, least, mark, chance = 0.9, ...options}: ErrorChartOptions = {}
): SVGSVGElement | HTMLElement {
  const colorOf = netColors(nets ?? uniqueNets(rows.map(({net}) => net)));
  const color = ({net}: ErrorRow) => colorOf(net);
  const percent = rows.map((row) => ({
    ...row,
    error: 100 * row.error,
    low: 100 * (row.low ?? NaN),
    high: 100 * (row.high ?? NaN)
  }));
  const series = (row: ErrorRow) => `${row.run} ${row.net} ${row.split}`;
  const opacity = (row: ErrorRow) => (faded.has(row.run) ? 0.4 : 1);
  const line = (split: Split) =>
    Plot.line(
      percent.filter((row) => row.split === split),
      {
        x: "step",
        y: "error",
        z: series,
        stroke: color,
        strokeOpacity: opacity,
        strokeWidth: splitStyle[split].width,
        strokeDasharray: splitStyle[split].dash,
        ariaLabel: () => `${split} error` // a string would name a column
      }
    );
  return Plot.plot({
    width: 640,
    height: 360,
    marginLeft: 44,
    marginRight: 16,
    marginBottom: 36,
    ariaLabel: "Error in percent against training steps",
    ariaDescription: descriptionOf(rows),
    style: {fontSize: "12px", background: "none"},
    ...options,
    x: {label: "steps", domain: [0, steps ?? max([1, ...rows.map(({step}) => step)])!], nice: false},
    y: {label: "error (%)", domain: [least ?? lowestTick(percent), 100], grid: true, nice: false},
    marks: [
      Plot.ruleY([100 * chance], {stroke: "currentColor", strokeOpacity: 0.5, strokeDasharray: "1 3"}),
      Plot.text([{y: 100 * chance}], {
        y: "y",
        frameAnchor: "left",
        dx: 6,
        dy: -7,
        textAnchor: "start",
        text: () => "chance",
        fill: "currentColor",
        fillOpacity: 0.7
      }),
      Plot.areaY(
        percent.filter(({split, low, high}) => split === "training" && high > low),
        {
          x: "step",
          y1: "low",
          y2: "high",
          z: series,
          fill: color,
          fillOpacity: 0.13,
          ariaLabel: () => "lowest to highest run"
        }
      ),
      ...(mark ? markedStep(mark) : []),
      line("training"),
      line("test"),
      Plot.dot(
        percent.filter(({split}) => split === "test"),
        {x: "step", y: "error", fill: color, fillOpacity: opacity, r: 2.25}
      ),
      Plot.tip(percent, Plot.pointer({x: "step", y: "error", title: titleOf}))
    ]
  });
}

function markedStep({step, text}: {step: number; text: string}): Plot.Markish[] {
  return [
    Plot.ruleX([step], {stroke: "currentColor", strokeOpacity: 0.6}),
    Plot.text([text], {
      x: step,
      text: [text],
      frameAnchor: "top",
      dx: 6,
      dy: 4,
      textAnchor: "start",
      lineAnchor: "top"
    })
  ];
}

function titleOf({run, net, split, step, error, low, high}: ErrorRow): string {
  const range = low !== undefined && high! > low ? ` (${low.toFixed(1)} to ${high!.toFixed(1)})` : "";
  return `${netLabel(net)}, ${split}\nstep ${step}: ${error.toFixed(1)} %${range}\n${run}`;
}

/** The last values of each curve, for screen readers. */
function descriptionOf(rows: readonly ErrorRow[]): string {
  const last = new Map(rows.map((row) => [`${row.run} ${row.net} ${row.split}`, row]));
  const sentences = [...last.values()].map(
    ({net, split, step, error}) =>
      `${netLabel(net)}, ${split} error after ${step} steps: ${(100 * error).toFixed(1)} %.`
  );
  return sentences.join(" ");
}

/** The axis begins at a multiple of 20, so that it does not move with every step while curves fall. */
function lowestTick(rows: readonly ErrorRow[]): number {
  const lowest = min([100, ...rows.flatMap(({error, low}) => [error, low ?? error])])!;
  return Math.min(40, 20 * Math.floor(lowest / 20));
}
