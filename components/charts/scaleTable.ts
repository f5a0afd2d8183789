import {sort} from "d3-array";
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
    published: "published (%)",
    publishedOf: ({spec}) =>
      rows.find(({shortcut, residual}) => residual === "1" && shortcut === String(spec.network.shortcutScale))
        ?.error
  });
}
