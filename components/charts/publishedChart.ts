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
    marginTop: 32,
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
      ticks: apart(nets.map(({layers}) => layers)),
      tickFormat: String,
      insetLeft: 26,
      insetRight: 14
    },
    y: {label: "error (%)", grid: true, ticks: 5, insetTop: 10, insetBottom: 20},
    marks: [
      Plot.line(nets, {x: "layers", y: "errorPercent", z: family, stroke: color, strokeWidth: 1.75}),
      Plot.dot(nets, {x: "layers", y: "errorPercent", fill: color, r: 3.5}),
      numbers(nets.filter(isPlainNet), {above: true}),
      numbers(labelled(nets.filter((net) => !isPlainNet(net))), {above: !nets.some(isPlainNet)})
    ]
  });
}

/** The errors as text: those of the two families on either side of their lines. */
function numbers(nets: readonly PublishedNet[], {above}: {above: boolean}): Plot.Markish {
  return Plot.text(nets, {
    x: "layers",
    y: "errorPercent",
    text: ({errorPercent}: PublishedNet) => errorPercent.toFixed(2),
    dy: above ? -11 : 13,
    fill: ({net}: PublishedNet) => `var(--${isPlain(net) ? "plain" : "residual"})`,
    fontVariant: "tabular-nums"
  });
}

function isPlainNet({net}: PublishedNet): boolean {
  return isPlain(net);
}

/** Those whose numbers have room: at depths that stand apart. The table has all. */
function labelled(nets: readonly PublishedNet[]): PublishedNet[] {
  const depths = apart(nets.map(({layers}) => layers));
  return nets.filter(({layers}) => depths.includes(layers));
}

/** Returns *depths* without those too close to the one before to be told apart on a logarithmic axis. */
function apart(depths: readonly number[]): number[] {
  const kept: number[] = [];
  for (const depth of [...new Set(depths)].sort((a, b) => a - b)) {
    if (kept.length === 0 || depth >= 1.7 * kept[kept.length - 1]) kept.push(depth);
  }
  return kept;
}
