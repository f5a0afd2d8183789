import type * as Plot from "@observablehq/plot";
import {type PublishedSetting, settingName} from "./publishedSetting.js";
import {settingChart} from "./settingChart.js";

/**
 * Returns published error against cardinality, a line a depth; beside each point is the width of a group in the first
 * stage. Passes options on to Plot.
 */
export function cardinalityErrorChart(
  settings: readonly PublishedSetting[],
  options: Omit<Plot.PlotOptions, "x"> = {}
): SVGSVGElement | HTMLElement {
  const ticks = [...new Set(settings.map(({cardinality}) => cardinality))];
  return settingChart(settings, {
    ...options,
    label: "Published error against cardinality",
    x: {
      ...{label: "cardinality C", type: "log", base: 2, ticks, tickFormat: String},
      ...{insetLeft: 32, insetRight: 20}
    },
    xOf: ({cardinality}) => cardinality,
    textOf: (setting) =>
      setting.cardinality === 1
        ? `${settingName(setting)}, ${setting.groupWidth}d`
        : `${setting.groupWidth}d`,
    sideOf: () => "above",
    joined: true
  });
}
