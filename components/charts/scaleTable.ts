import {sort} from "d3-array";
import {factText} from "./factText.js";
import type {LabCurve} from "./labCurves.js";
import {labTable} from "./labTable.js";

/** Test errors on CIFAR-10 by what shortcut and residual function are multiplied by, in percent or in words. */
export interface PublishedShortcuts {
  rows: readonly {shortcut: string; residual: string; error: number | string}[];
}

/** Returns the errors of networks that differ in λ, beside the published ones where only the shortcut is scaled. */
export function scaleTable(curves: readonly LabCurve[], {rows}: PublishedShortcuts): HTMLElement {
  const ordered = sort(curves, ({spec}) => spec.network.shortcutScale);
  return labTable(ordered, {
    legend: false,
    nameOf: ({spec}) => `λ = ${spec.network.shortcutScale}`,
    label: "Errors by λ",
    more: [{heading: "published (%)", of: ({spec}) => factText(publishedOf(spec.network))}]
  });

  function publishedOf({shortcutScale}: {shortcutScale: number}): number | string | undefined {
    return rows.find(({shortcut, residual}) => residual === "1" && shortcut === String(shortcutScale))?.error;
  }
}
