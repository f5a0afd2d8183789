import * as Plot from "@observablehq/plot";
import {greatest} from "d3-array";
import {chanceError} from "../experiment/chanceError.js";
import {endLabels} from "./endLabels.js";
import type {ErrorRow} from "./errorRows.js";
import {frame} from "./frame.js";
import type {LabCurve} from "./labCurves.js";
import {chartPicture, plotChart} from "./plotChart.js";
import {rateText} from "./rateText.js";
import {netColors, netLabel} from "./scales.js";

/** Options of rateChart. */
export interface RateChartOptions {
  /** The training error of a network to hold the others against, at the course's own rate. */
  beside: readonly ErrorRow[];
  /** Defaults to 640. */
  width?: number;
}

/** A line of the chart: a network at one rate. */
interface Line {
  text: string;
  /** A network's key. */
  net: string;
  rows: readonly ErrorRow[];
}

/** Returns the training errors of one network at several learning rates against steps, and those of another beside them. */
export function rateChart(
  curves: readonly LabCurve[],
  {beside, width = 640}: RateChartOptions
): SVGSVGElement | HTMLElement {
  const lines = [...curves.map(lineOf), ...(beside.length > 0 ? [besideLine(beside)] : [])];
  const colorOf = netColors(lines.map(({net}) => net));
  const rows = lines.flatMap(({text, net, rows}) =>
    rows.map(({step, error}) => ({text, net, step, percent: 100 * error}))
  );
  const chance = 100 * (curves.length > 0 ? chanceError(curves[0].spec) : 0.9);
  const plot = plotChart({
    ...frame,
    ...{width, height: 300, marginTop: 24, marginRight: 108},
    ariaLabel: "Training error against steps, by learning rate",
    ariaDescription: lines
      .map(({text, rows}) => `${text}: ${endOf(rows).toFixed(0)} % at the end.`)
      .join(" "),
    x: {label: "steps", nice: false},
    y: {label: "training error (%)", domain: [0, 100], grid: true},
    marks: [
      Plot.ruleY([chance], {stroke: "currentColor", strokeOpacity: 0.5, strokeDasharray: "1 3"}),
      Plot.line(rows, {
        ...{x: "step", y: "percent", z: "text"},
        stroke: ({net}: (typeof rows)[number]) => colorOf(net),
        strokeWidth: 1.5
      }),
      Plot.tip(
        rows,
        Plot.pointer({
          ...{x: "step", y: "percent"},
          title: ({text, step, percent}: (typeof rows)[number]) =>
            `${text}\nstep ${step}: ${percent.toFixed(1)} %`
        })
      )
    ]
  });
  const [x, y] = [plot.scale("x")!, plot.scale("y")!];
  const [bottom, top] = y.range as [number, number];
  chartPicture(plot).append(
    endLabels(
      lines.map(({text, net, rows}) => ({
        ...{text, color: colorOf(net)},
        x: x.apply(lastStep(rows)) as number,
        y: y.apply(endOf(rows)) as number
      })),
      [top, bottom]
    )
  );
  return plot;
}

function lineOf({spec, errors}: LabCurve): Line {
  const rows = errors.filter(({split}) => split === "training");
  return {text: rateText(spec), net: rows[0].net, rows};
}

function besideLine(rows: readonly ErrorRow[]): Line {
  const [{net}] = rows;
  return {text: netLabel(net), net, rows};
}

/** The last error, in percent. */
function endOf(rows: readonly ErrorRow[]): number {
  return 100 * (greatest(rows, ({step}) => step)?.error ?? NaN);
}

function lastStep(rows: readonly ErrorRow[]): number {
  return greatest(rows, ({step}) => step)?.step ?? 0;
}
