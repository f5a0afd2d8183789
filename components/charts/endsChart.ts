import * as Plot from "@observablehq/plot";
import {group, max, mean, min, sort} from "d3-array";
import {chanceError} from "../experiment/chanceError.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {endLabels} from "./endLabels.js";
import {frame} from "./frame.js";
import type {LabCurve} from "./labCurves.js";
import {chartPicture, plotChart} from "./plotChart.js";
import type {Split} from "./scales.js";
import {textWidth} from "./textWidth.js";

/** A setting that runs differ in, as the horizontal axis of a chart. */
export interface SettingAxis {
  /** The axis's label, which also names a value. */
  label: string;
  /** A shorter name of a value. */
  word: string;
  /** The base of its logarithm: a tick far above a power of it goes without its number. Defaults to 10. */
  base?: number;
  of(spec: RunSpec): number;
}

/** Options of endsChart. */
export interface EndsChartOptions {
  /** What is along the horizontal axis. */
  axis: SettingAxis;
  /** Which error is shown. */
  split: Split;
  /** What the chart is about, for its accessible name. */
  label: string;
  /** Returns the name of the line that a curve belongs to. */
  nameOf(curve: LabCurve): string;
  /** The dashes of a line, by its name. Defaults to none. */
  dashes?: Readonly<Record<string, string>>;
  width?: number;
  height?: number;
}

/** Where a network ended at one value of the setting, in percent. */
interface Row {
  name: string;
  value: number;
  error: number;
  low: number;
  high: number;
}

/**
 * Returns an error at the end of runs against a setting, on a logarithmic axis: a line a name, its mean over the seeds, and the
 * range of them. A run that diverged counts as one that guesses.
 */
export function endsChart(
  curves: readonly LabCurve[],
  {axis, split, label, nameOf, dashes = {}, width = 640, height = 260}: EndsChartOptions
): SVGSVGElement | HTMLElement {
  const rows = sort(
    curves.map((curve) => rowOf(curve, {name: nameOf(curve), value: axis.of(curve.spec), split})),
    ({value}) => value
  );
  const names = [...group(rows, ({name}) => name).keys()];
  const marginRight = 16 + Math.max(...names.map((name) => textWidth(name, 12)));
  const ticks = [...new Set(rows.map(({value}) => value))];
  const plot = plotChart({
    ...frame,
    ...{width, height, marginRight, marginTop: 24},
    ariaLabel: label,
    ariaDescription: rows
      .map(({name, value, error}) => `${name}, ${axis.word} ${value}: ${error.toFixed(0)} %.`)
      .join(" "),
    x: {type: "log", base: axis.base ?? 10, label: axis.label, ticks, tickFormat: String, inset: 8},
    y: {label: `${split} error at the end (%)`, domain: [0, 100], grid: true},
    marks: [
      ...names.map((name) =>
        Plot.line(
          rows.filter((row) => row.name === name),
          {x: "value", y: "error", stroke: "currentColor", strokeWidth: 1.5, strokeDasharray: dashes[name]}
        )
      ),
      Plot.ruleX(rows, {x: "value", y1: "low", y2: "high", stroke: "currentColor", strokeOpacity: 0.5}),
      Plot.dot(rows, {x: "value", y: "error", r: 3, fill: "currentColor"}),
      Plot.tip(
        rows,
        Plot.pointer({
          ...{x: "value", y: "error"},
          title: ({name, value, error, low, high}: Row) =>
            `${name}\n${axis.label} ${value}: ${error.toFixed(1)} % (${low.toFixed(1)} to ${high.toFixed(1)})`
        })
      )
    ]
  });
  const [x, y] = [plot.scale("x")!, plot.scale("y")!];
  const [bottom, top] = y.range as [number, number];
  const ends = names.map((name) => rows.findLast((row) => row.name === name)!);
  const labels = ends.map(({name, value, error}) => ({
    ...{text: name, color: "currentColor"},
    ...{x: x.apply(value) as number, y: y.apply(error) as number}
  }));
  chartPicture(plot).append(endLabels(labels, [top, bottom]));
  return plot;
}

function rowOf(
  {spec, ends, diverged}: LabCurve,
  {name, value, split}: {name: string; value: number; split: Split}
): Row {
  const lost: number[] = new Array(diverged).fill(100 * chanceError(spec));
  const errors = [...ends.map((end) => 100 * end[split]), ...lost];
  const [error, low, high] = [mean(errors)!, min(errors)!, max(errors)!];
  return {name, value, error, low, high};
}
