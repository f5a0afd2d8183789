import * as Plot from "@observablehq/plot";
import {html} from "htl";
import {networkKey, toIdentity} from "../network/identity.js";
import {frame} from "./frame.js";
import type {LabCurve} from "./labCurves.js";
import {netSwatches} from "./netLegend.js";
import {plotChart} from "./plotChart.js";
import {powerOfTen, shortNumber} from "./powerText.js";
import {netColors, netLabel} from "./scales.js";

/** Returns the gradient norm of the first layer's weights against steps, of the networks with batch normalization. */
export function gradientTimeline(curves: readonly LabCurve[], options: Plot.PlotOptions = {}): HTMLElement {
  const normalized = curves.filter(({spec}) => spec.network.norm);
  return html`<div>${netSwatches(normalized.map(({net}) => net))} ${timeline(normalized, options)}</div>`;
}

function timeline(curves: readonly LabCurve[], options: Plot.PlotOptions): SVGSVGElement | HTMLElement {
  const rows = curves.flatMap(({net, measured}) =>
    measured.map(({step, gradients}) => ({net: networkKey(toIdentity(net)), step, value: gradients[0]}))
  );
  const colorOf = netColors(curves.map(({net}) => net));
  const color = ({net}: {net: string}) => colorOf(net);
  return plotChart({
    ...frame,
    height: 300,
    marginLeft: 52,
    marginTop: 28,
    ariaLabel: "Gradient norm of the first layer against training steps",
    ariaDescription: rows
      .map(({net, step, value}) => `${netLabel(net)}, step ${step}: ${shortNumber(value)}.`)
      .join(" "),
    ...options,
    x: {label: "steps"},
    y: {
      label: "‖gradient‖ of the first layer",
      type: "log",
      grid: true,
      nice: true,
      tickFormat: powerOfTen,
      ticks: 5
    },
    marks: [
      Plot.line(rows, {
        x: "step",
        y: "value",
        z: "net",
        stroke: color,
        strokeWidth: 1.75,
        ariaLabel: () => "gradient norm"
      }),
      Plot.dot(rows, {x: "step", y: "value", fill: color, r: 2.5}),
      Plot.tip(
        rows,
        Plot.pointer({
          x: "step",
          y: "value",
          title: ({net, step, value}: (typeof rows)[number]) =>
            `${netLabel(net)}\nstep ${step}: ${shortNumber(value)}`
        })
      )
    ]
  });
}
