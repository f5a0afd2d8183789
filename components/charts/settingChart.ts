import * as Plot from "@observablehq/plot";
import {frame} from "./frame.js";
import {plotChart} from "./plotChart.js";
import {type PublishedSetting, settingCost, settingName} from "./publishedSetting.js";
import {depthColor} from "./scales.js";

/** On which side of its point a text stands. */
export type Side = "left" | "right" | "above";

/** Options of settingChart; it passes the others on to Plot. */
export interface SettingChartOptions extends Omit<Plot.PlotOptions, "x"> {
  /** The chart's accessible name. */
  label: string;
  /** The horizontal axis. */
  x: Plot.ScaleOptions;
  /** Returns where a network stands on it. */
  xOf(setting: PublishedSetting): number;
  /** Returns the text beside a network's point. */
  textOf(setting: PublishedSetting): string;
  /** Returns where that text stands. */
  sideOf(setting: PublishedSetting): Side;
  /** Whether networks of one depth are joined by a line. Defaults to false. */
  joined?: boolean;
}

/**
 * Returns published top-1 error against a number of each network: circles are of cardinality 1, diamonds of more. The
 * deeper a network, the stronger its blue.
 */
export function settingChart(
  settings: readonly PublishedSetting[],
  {label, x, xOf, textOf, sideOf, joined = false, ...options}: SettingChartOptions
): SVGSVGElement | HTMLElement {
  const depths = settings.map(({layers}) => layers);
  const color = ({layers}: PublishedSetting) => depthColor(layers, depths);
  const texts = (side: Side, offset: Plot.TextOptions) =>
    Plot.text(
      settings.filter((setting) => sideOf(setting) === side),
      {x: xOf, y: "top1", text: textOf, fill: color, ...offset}
    );
  return plotChart({
    ...frame,
    ariaLabel: label,
    ariaDescription: settings.map((setting) => `${titleOf(setting).replaceAll("\n", ", ")}.`).join(" "),
    ...options,
    x,
    y: {label: "top-1 error (%)", grid: true, insetTop: 16, insetBottom: 8},
    symbol: {type: "identity"},
    marks: [
      ...(joined ? [Plot.line(settings, {x: xOf, y: "top1", z: "layers", stroke: color})] : []),
      Plot.dot(settings, {
        ...{x: xOf, y: "top1", fill: color, r: 4.5},
        symbol: ({cardinality}: PublishedSetting) => (cardinality === 1 ? "circle" : "diamond")
      }),
      texts("left", {textAnchor: "end", dx: -9}),
      texts("right", {textAnchor: "start", dx: 9}),
      texts("above", {textAnchor: "start", dx: 4, dy: -10}),
      Plot.tip(settings, Plot.pointer({x: xOf, y: "top1", title: titleOf}))
    ]
  });
}

function titleOf(setting: PublishedSetting): string {
  const {parameters, multiplyAdds} = settingCost(setting);
  const [billions, millions] = [multiplyAdds / 1e9, parameters / 1e6].map((count) => count.toFixed(1));
  return `${settingName(setting)}\n${setting.top1.toFixed(1)} % error\n${billions} billion multiply–adds\n${millions} million parameters`;
}
