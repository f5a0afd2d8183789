import type * as Plot from "@observablehq/plot";
import {type PublishedSetting, settingCost, settingName, templateText} from "./publishedSetting.js";
import {settingChart} from "./settingChart.js";

/**
 * Returns published error against cost: multiply–adds for one image, counted on the layers of each network. Passes options
 * on to Plot.
 */
export function cardinalityCostChart(
  settings: readonly PublishedSetting[],
  options: Omit<Plot.PlotOptions, "x"> = {}
): SVGSVGElement | HTMLElement {
  return settingChart(settings, {
    ...options,
    label: "Published error against multiply–adds",
    x: {label: "multiply–adds (billions)", nice: true, insetLeft: 56, insetRight: 72},
    xOf: (setting) => settingCost(setting).multiplyAdds / 1e9,
    textOf: (setting) =>
      setting.cardinality === 1 && setting.groupWidth === 64 ? settingName(setting) : templateText(setting),
    sideOf: ({cardinality}) => ([2, 8].includes(cardinality) ? "left" : "right") // neighbours would overlap on one side
  });
}
