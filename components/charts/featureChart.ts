import * as Plot from "@observablehq/plot";
import {groups} from "d3-array";
import type {FeatureRow, Measure} from "./imageRecording.js";
import {measureText} from "./measureText.js";
import {plotChart} from "./plotChart.js";
import {netColors, netLabel} from "./scales.js";

/** Options of featureChart; it passes the others on to Plot. */
export interface FeatureChartOptions extends Plot.PlotOptions {
  measure: Measure;
}

/** How each measure is drawn: its name, as far as it goes, and what it would be if nothing were left or all were like noise. */
const axes = {
  readout: {
    label: "readout, % right",
    domain: [0, 1],
    tickFormat: (value: number) => String(100 * value),
    rule: 0.1
  },
  noise: {label: "shift by noise", domain: [0, 1], tickFormat: String, rule: 1},
  rank: {label: "rank", domain: [0, 63], tickFormat: String, rule: 1}
} as const;

/** Returns a measure against the number of the block, a line a network, in a band from the lowest to the highest seed. */
export function featureChart(
  rows: readonly FeatureRow[],
  {measure, ...options}: FeatureChartOptions
): SVGSVGElement | HTMLElement {
  const {label, domain, tickFormat, rule} = axes[measure];
  const nets = [...new Set(rows.map(({net}) => net))];
  const colorOf = netColors(nets);
  const color = ({net}: FeatureRow) => colorOf(net);
  const finite = rows.filter(({value}) => Number.isFinite(value));
  const last = Math.max(...rows.map(({block}) => block));
  return plotChart({
    ...{width: 208, height: 190, marginLeft: 30, marginRight: 8, marginTop: 24, marginBottom: 34},
    style: {fontSize: "12px", background: "none"},
    ariaLabel: `${label} against blocks`,
    ariaDescription: groups(rows, ({net}) => net).map(([net, own]) => `${netLabel(net)}: ${descriptionOf(own, measure)}.`).join(" "), // prettier-ignore
    ...options,
    x: {
      label: "block",
      domain: [0, last],
      ticks: [0, 9, 18, 27].filter((block) => block <= last),
      tickFormat: String
    },
    y: {label, domain: [...domain], ticks: 4, tickFormat, grid: true},
    marks: [
      Plot.ruleY([rule], {stroke: "currentColor", strokeOpacity: 0.5, strokeDasharray: "1 3"}),
      Plot.areaY(finite, {
        ...{x: "block", y1: "low", y2: "high", z: "net", fill: color, fillOpacity: 0.18, clip: true},
        ariaLabel: () => "lowest to highest seed"
      }),
      Plot.line(finite, {
        x: "block",
        y: "value",
        z: "net",
        stroke: color,
        strokeWidth: 1.75,
        clip: true,
        ariaLabel: () => label
      }),
      Plot.tip(
        finite,
        Plot.pointer({x: "block", y: "value", title: (row: FeatureRow) => titleOf(row, measure)})
      )
    ]
  });
}

function titleOf({net, block, value, low, high}: FeatureRow, measure: Measure): string {
  const [text, least, most] = [value, low, high].map((one) => measureText(one, measure));
  return `${netLabel(net)}, ${blockText(block)}\n${text}${high > low ? ` (${least} to ${most})` : ""}`;
}

/** Returns a part as readers know it: `stem`, or `block 3`. */
export function blockText(block: number): string {
  return block === 0 ? "stem" : `block ${block}`;
}

/** The first and the last, for screen readers. */
function descriptionOf(rows: readonly FeatureRow[], measure: Measure): string {
  const said = ({block, value}: FeatureRow) => `${measureText(value, measure)} at ${blockText(block)}`;
  return [rows[0], rows[rows.length - 1]].map(said).join(", ");
}
