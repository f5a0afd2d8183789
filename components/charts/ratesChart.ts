import * as Plot from "@observablehq/plot";
import {group, max, mean, min, sort} from "d3-array";
import {chanceError} from "../experiment/chanceError.js";
import {endLabels} from "./endLabels.js";
import {frame} from "./frame.js";
import type {LabCurve} from "./labCurves.js";
import {chartPicture, plotChart} from "./plotChart.js";
import {textWidth} from "./textWidth.js";

/** Options of ratesChart. */
export interface RatesChartOptions {
  /** What the chart is about, for its accessible name. */
  label: string;
  /** Returns the name of the line that a curve belongs to. */
  nameOf(curve: LabCurve): string;
  /** The dashes of a line, by its name. Defaults to none. */
  dashes?: Readonly<Record<string, string>>;
  width?: number;
  height?: number;
}

/** Where a network ended at one learning rate, in percent. */
interface Row {
  name: string;
  rate: number;
  error: number;
  low: number;
  high: number;
}

/**
 * Returns the training error at the end of runs against their learning rates, on a logarithmic axis: a line a name, its mean over the
 * seeds, and the range of them. A run that diverged counts as one that guesses.
 */
export function ratesChart(
  curves: readonly LabCurve[],
  {label, nameOf, dashes = {}, width = 640, height = 260}: RatesChartOptions
): SVGSVGElement | HTMLElement {
  const rows = sort(
    curves.map((curve) => rowOf(curve, nameOf(curve))),
    ({rate}) => rate
  );
  const names = [...group(rows, ({name}) => name).keys()];
  const marginRight = 16 + Math.max(...names.map((name) => textWidth(name, 12)));
  const rates = [...new Set(rows.map(({rate}) => rate))];
  const plot = plotChart({
    ...frame,
    ...{width, height, marginRight, marginTop: 24},
    ariaLabel: label,
    ariaDescription: rows
      .map(({name, rate, error}) => `${name}, rate ${rate}: ${error.toFixed(0)} %.`)
      .join(" "),
    x: {type: "log", label: "learning rate", ticks: rates, tickFormat: String, inset: 8},
    y: {label: "training error at the end (%)", domain: [0, 100], grid: true},
    marks: [
      ...names.map((name) =>
        Plot.line(
          rows.filter((row) => row.name === name),
          {x: "rate", y: "error", stroke: "currentColor", strokeWidth: 1.5, strokeDasharray: dashes[name]}
        )
      ),
      Plot.ruleX(rows, {x: "rate", y1: "low", y2: "high", stroke: "currentColor", strokeOpacity: 0.5}),
      Plot.dot(rows, {x: "rate", y: "error", r: 3, fill: "currentColor"}),
      Plot.tip(
        rows,
        Plot.pointer({
          ...{x: "rate", y: "error"},
          title: ({name, rate, error, low, high}: Row) =>
            `${name}\nlearning rate ${rate}: ${error.toFixed(1)} % (${low.toFixed(1)} to ${high.toFixed(1)})`
        })
      )
    ]
  });
  const [x, y] = [plot.scale("x")!, plot.scale("y")!];
  const [bottom, top] = y.range as [number, number];
  const ends = names.map((name) => rows.findLast((row) => row.name === name)!);
  const labels = ends.map(({name, rate, error}) => ({
    ...{text: name, color: "currentColor"},
    ...{x: x.apply(rate) as number, y: y.apply(error) as number}
  }));
  chartPicture(plot).append(endLabels(labels, [top, bottom]));
  return plot;
}

function rowOf({spec, ends, diverged}: LabCurve, name: string): Row {
  const lost: number[] = new Array(diverged).fill(100 * chanceError(spec));
  const errors = [...ends.map(({training}) => 100 * training), ...lost];
  const [error, low, high] = [mean(errors)!, min(errors)!, max(errors)!];
  return {name, rate: spec.optimizer.learningRate, error, low, high};
}
