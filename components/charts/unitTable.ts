import {sort} from "d3-array";
import {errorRangeAt} from "./errorRangeAt.js";
import type {LabCurve} from "./labCurves.js";
import {labTable} from "./labTable.js";

/** Test errors on CIFAR-10 by the order of a unit's layers, in percent. */
export interface PublishedOrders {
  rows: readonly {order: string; resNet110: number; resNet164: number}[];
}

/**
 * Returns the errors of networks that differ in their residual unit, beside the published ones of ResNet-110: first the
 * orders of the layers, as the paper has them, then other units.
 */
export function unitTable(curves: readonly LabCurve[], {rows}: PublishedOrders): HTMLElement {
  const names = Object.values<string>(orderNames);
  const place = (curve: LabCurve) =>
    names.includes(unitName(curve)) ? names.indexOf(unitName(curve)) : names.length;
  return labTable(sort(curves, place), {
    legend: false,
    nameOf: unitName,
    label: "Errors by residual unit",
    published: "published (%)",
    publishedOf: ({spec: {network}}) =>
      unitName({spec: {network}}) === orderNames[network.order]
        ? rows.find(({order}) => order === network.order)?.resNet110
        : undefined
  });
}

/**
 * Returns the training error of the networks of a unit, by its name in unitTable, after their last step: `3 % (2 to 5)`.
 * Throws if *curves* have none of it.
 */
export function unitError(curves: readonly LabCurve[], name: string): string {
  const curve = curves.find((one) => unitName(one) === name);
  if (!curve) throw new RangeError(`no unit: ${name}`);
  return errorRangeAt(curve.errors, curve.errors[0].net, curve.spec.steps);
}

const orderNames = {
  original: "original (a)",
  normAfterAddition: "norm after addition (b)",
  reluBeforeAddition: "ReLU before addition (c)",
  reluOnlyPreActivation: "ReLU-only pre-activation (d)",
  preActivation: "pre-activation (e)"
} as const;

/** What sets a unit apart from the original one, with the letter of He et al. 2016, Fig. 4. */
function unitName({spec: {network}}: {spec: Pick<LabCurve["spec"], "network">}): string {
  if (network.zeroInitResidual) return "last γ from 0";
  if (network.shortcut && network.shortcut !== "A") return `option ${network.shortcut}`;
  return orderNames[network.order];
}
