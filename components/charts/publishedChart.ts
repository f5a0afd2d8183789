import * as Plot from "@observablehq/plot";
import {sort} from "d3-array";
import {isPlain, networkIdentity} from "../network/identity.js";

/** A plain or residual network with its published error. */
export interface PublishedNet {
  /** Its name: `resnet34`. */
  net: string;
  /** The name shown for it in a table. Defaults to its label. */
  label?: string;
  layers: number;
  errorPercent: number;
}

/**
 * Returns error against the number of layers, on a logarithmic axis: plain and residual networks in their colours,
 * joined in order of depth, each with its number. Passes options on to Plot.
 */
export function publishedChart(
  nets: readonly PublishedNet[],
  options: Plot.PlotOptions = {}
): SVGSVGElement | HTMLElement {
  const residual = sort(
    nets.filter((net) => !isPlainNet(net)),
    ({layers}) => layers
  );
  const color = (net: PublishedNet) => `var(--${kindOf(net)})`;
  return Plot.plot({
    width: 320,
    height: 250,
    marginTop: 32,
    marginLeft: 40,
    marginRight: 28,
    marginBottom: 44,
    ariaLabel: "Published error in percent against the number of layers",
    ariaDescription: nets
      .map((net) => `${kindOf(net)}, ${net.layers} layers: ${net.errorPercent} %.`)
      .join(" "),
    style: {fontSize: "12px", background: "none", overflow: "visible"},
    ...options,
    x: {
      type: "log",
      label: "layers",
      labelOffset: 40,
      ticks: apart(nets.map(({layers}) => layers)),
      tickFormat: String,
      insetLeft: 26,
      insetRight: 14
    },
    y: {label: "error (%)", grid: true, ticks: 5, insetTop: 10, insetBottom: 20},
    marks: [
      Plot.line(nets, {x: "layers", y: "errorPercent", z: kindOf, stroke: color, strokeWidth: 1.75}),
      Plot.dot(nets, {x: "layers", y: "errorPercent", fill: color, r: 3.5}),
      nets.filter(isPlainNet).map((net) => number(net, "above")),
      labelled(residual).map((net) =>
        number(net, residual.length < nets.length ? "below" : sideOf(net, residual))
      )
    ]
  });
}

/** Where the number of a point stands, from it. */
type Side = "above" | "below" | "right" | "left";

const offsets: Record<Side, Plot.TextOptions> = {
  above: {dy: -11},
  below: {dy: 13},
  right: {dx: 7, dy: -6, textAnchor: "start"},
  left: {dx: -7, dy: -6, textAnchor: "end"}
};

/** The error of *net* as text, on one *side* of its point. */
function number(net: PublishedNet, side: Side): Plot.Markish {
  return Plot.text([net], {
    x: "layers",
    y: "errorPercent",
    text: ({errorPercent}: PublishedNet) => errorPercent.toFixed(2),
    ...offsets[side],
    fill: `var(--${kindOf(net)})`,
    fontVariant: "tabular-nums"
  });
}

/** Returns the side of a point on which the line through *nets*, in order of depth, leaves room. */
function sideOf(net: PublishedNet, nets: readonly PublishedNet[]): Side {
  const i = nets.indexOf(net);
  const risesTo = (j: number) => nets[j] !== undefined && nets[j].errorPercent > net.errorPercent;
  if (risesTo(i - 1) && risesTo(i + 1)) return "below";
  if (risesTo(i - 1) && i < nets.length - 1) return "right";
  return risesTo(i + 1) && i > 0 ? "left" : "above";
}

/** Whether a network has shortcuts, in the word that captions and colours have for it. */
function kindOf({net}: PublishedNet): "plain" | "residual" {
  return isPlain(networkIdentity(net)) ? "plain" : "residual";
}

function isPlainNet(net: PublishedNet): boolean {
  return kindOf(net) === "plain";
}

/** Those whose numbers have room: at depths that stand apart. The table has all. */
function labelled(nets: readonly PublishedNet[]): PublishedNet[] {
  const depths = apart(nets.map(({layers}) => layers));
  return nets.filter(({layers}) => depths.includes(layers));
}

/** Returns *depths* without those too close to the one before to be told apart on a logarithmic axis. */
function apart(depths: readonly number[]): number[] {
  const kept: number[] = [];
  for (const depth of sort(new Set(depths))) {
    if (kept.length === 0 || depth >= 1.7 * kept[kept.length - 1]) kept.push(depth);
  }
  return kept;
}
