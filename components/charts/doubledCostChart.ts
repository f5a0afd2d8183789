import type * as Plot from "@observablehq/plot";
import {pairChart} from "./pairChart.js";
import {type PublishedSetting, settingName, templateText} from "./publishedSetting.js";
import {depthColor} from "./scales.js";

/** A network of about twice the cost of another. */
export interface DoubledSetting extends PublishedSetting {
  /** What it has more of: depth, width or cardinality. */
  more: string;
  /** The network it is compared with, by its name. */
  from: string;
}

/** Networks of twice the cost, and their references. */
export interface DoubledCost {
  references: readonly PublishedSetting[];
  rows: readonly DoubledSetting[];
}

/**
 * Returns what twice the cost does to the published error: more depth, more width, more cardinality. Throws if a row
 * names none of the **references**. Passes options on to Plot.
 */
export function doubledCostChart(
  {references, rows}: DoubledCost,
  options: Plot.PlotOptions = {}
): SVGSVGElement | HTMLElement {
  const depths = [...references, ...rows].map(({layers}) => layers);
  const pairs = rows.map((after) => {
    const before = references.find(({net}) => net === after.from);
    if (!before) throw new RangeError(`unknown reference: ${after.from}; a row is compared with a reference`);
    const nameOf = before.layers === after.layers ? templateText : settingName;
    return {
      text: `more ${after.more}: ${nameOf(before)} → ${nameOf(after)}`,
      before: {error: before.top1, color: depthColor(before.layers, depths)},
      after: {error: after.top1, color: depthColor(after.layers, depths)}
    };
  });
  return pairChart(pairs, {...options, label: "Published error at twice the cost"});
}
