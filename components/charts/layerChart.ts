import * as Plot from "@observablehq/plot";
import {groups, max} from "d3-array";
import {networkKey, toIdentity} from "../network/identity.js";
import {frame} from "./frame.js";
import type {LabCurve, MeasuredStep} from "./labCurves.js";
import {plotChart} from "./plotChart.js";
import {powerOfTen, shortNumber} from "./powerText.js";
import {netColors, netLabel} from "./scales.js";

/** Options of layerChart; it passes the others on to Plot. */
export interface LayerChartOptions extends Plot.PlotOptions {
  /** Returns the number to draw of each layer or block. */
  values(measured: MeasuredStep): readonly number[];
  /** What the vertical axis says. */
  label: string;
  /** What the horizontal axis counts. Defaults to "layer". */
  of?: "layer" | "block";
  /** The step to draw. Defaults to the last that was measured. */
  step?: number;
  /** Whether the vertical axis has orders of magnitude. Defaults to false. */
  logarithmic?: boolean;
}

interface Row {
  net: string; // the network's key
  index: number;
  value: number;
}

/** Returns one number of each layer against its place in the network, a line a network. */
export function layerChart(
  curves: readonly LabCurve[],
  {values, label, of = "layer", step, logarithmic = false, ...options}: LayerChartOptions
): SVGSVGElement | HTMLElement {
  const rows = curves.flatMap(({net: network, measured}) => {
    const net = networkKey(toIdentity(network));
    const found =
      measured.find((one) => one.step === step) ?? (step === undefined ? measured.at(-1) : undefined);
    const numbers = found ? values(found) : [];
    return numbers.flatMap((value, i): Row[] =>
      Number.isFinite(value) && (value > 0 || !logarithmic) ? [{net, index: i + 1, value}] : []
    );
  });
  const colorOf = netColors(curves.map(({net}) => net));
  const color = ({net}: Row) => colorOf(net);
  return plotChart({
    ...frame,
    marginLeft: 52,
    marginTop: 28,
    ariaLabel: `${label} of each ${of}`,
    ariaDescription: descriptionOf(rows, of),
    ...options,
    x: {label: of, domain: [1, max([2, ...rows.map(({index}) => index)])!]},
    y: {
      label,
      grid: true,
      nice: true,
      ...(logarithmic ? {type: "log", tickFormat: powerOfTen, ticks: 6} : {zero: true})
    },
    marks: [
      Plot.line(rows, {
        x: "index",
        y: "value",
        z: "net",
        stroke: color,
        strokeWidth: 1.75,
        ariaLabel: () => label
      }),
      Plot.dot(rows, {x: "index", y: "value", fill: color, r: rows.length > 120 ? 1.25 : 2}),
      Plot.tip(
        rows,
        Plot.pointer({
          x: "index",
          y: "value",
          title: ({net, index, value}: Row) => `${netLabel(net)}\n${of} ${index}: ${shortNumber(value)}`
        })
      )
    ]
  });
}

/** The first and the last value of each line, for screen readers. */
function descriptionOf(rows: readonly Row[], of: string): string {
  return groups(rows, ({net}) => net)
    .map(([net, own]) => {
      const [first, last] = [own[0], own[own.length - 1]];
      return `${netLabel(net)}: ${shortNumber(first.value)} in ${of} ${first.index}, ${shortNumber(last.value)} in ${of} ${last.index}.`;
    })
    .join(" ");
}
