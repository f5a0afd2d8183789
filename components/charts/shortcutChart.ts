import type * as Plot from "@observablehq/plot";
import {pairChart} from "./pairChart.js";
import {type PublishedSetting, settingName} from "./publishedSetting.js";

/** Returns the published error of networks with their shortcuts, and without them. Passes options on to Plot. */
export function shortcutChart(
  settings: readonly PublishedSetting[],
  options: Plot.PlotOptions = {}
): SVGSVGElement | HTMLElement {
  const pairs = settings.flatMap(({top1, top1Plain, ...setting}) =>
    top1Plain === undefined
      ? []
      : [
          {
            text: `${settingName(setting)}, shortcuts removed`,
            before: {error: top1, color: "var(--residual)"},
            after: {error: top1Plain, color: "var(--plain)"}
          }
        ]
  );
  return pairChart(pairs, {...options, label: "Published error with and without shortcuts"});
}
