import * as Plot from "@observablehq/plot";
import {isPlain} from "./scales.js";

/** A network with its published error. */
export interface PublishedNet {
  net: string;
  layers: number;
  errorPercent: number;
}

/**
 * Returns error against the number of layers, on a logarithmic axis: plain and residual networks in their colours,
 * joined in order of depth, each with its number. Options are passed to Plot.
 */
export function publishedChart(
  nets: readonly PublishedNet[],
  options: Plot.PlotOptions = {}
): SVGSVGElement | HTMLElement {
  const family = ({net}: PublishedNet) => (isPlain(net) ? "plain" : "residual");
  const color = (net: PublishedNet) => `var(--${family(net)})`;
  return Plot.plot({
    width: 320,
    height: 240,
    marginTop: 28,
    marginLeft: 40,
    marginRight: 28,
    ariaLabel: "Published error in percent against the number of layers",
    ariaDescription: nets
      .map((net) => `${family(net)}, ${net.layers} layers: ${net.errorPercent} %.`)
      .join(" "),
    style: {fontSize: "12px", background: "none", overflow: "visible"},
    ...options,
    x: {
      type: "log",
      label: "layers",
      ticks: [...new Set(nets.map(({layers}) => layers))],
      tickFormat: String,
      insetLeft: 14,
      insetRight: 14
    },
    y: {label: "error (%)", grid: true, ticks: 5, inset: 10},
    marks: [
      Plot.line(nets, {x: "layers", y: "errorPercent", z: family, stroke: color, strokeWidth: 1.75}),
      Plot.dot(nets, {x: "layers", y: "errorPercent", fill: color, r: 3.5}),
      Plot.text(nets, {
        x: "layers",
        y: "errorPercent",
        text: ({errorPercent}: PublishedNet) => errorPercent.toFixed(2),
        dy: -11,
        fill: color,
        fontVariant: "tabular-nums"
      })
    ]
  });
}
