import {max, mean, min, sort} from "d3-array";
import {errorRange} from "./errorRange.js";
import {errorRangeAt} from "./errorRangeAt.js";
import {factText} from "./factText.js";
import type {LabCurve} from "./labCurves.js";
import {labTable} from "./labTable.js";
import {differenceText, pairedDifference} from "./pairedDifference.js";

/** Test errors on CIFAR-10 by the order of a unit's layers, in percent. */
export interface PublishedOrders {
  rows: readonly {order: string; resNet110: number; resNet164: number}[];
}

/** Where networks of a residual unit ended. */
export type UnitEnds = OfUnit & Pick<LabCurve, "ends">;

/** Recorded networks that differ in their residual unit. */
export interface UnitRecording {
  curves: readonly LabCurve[];
  /** Where networks of the same units ended that were trained for longer, and what was recorded, in words. */
  longer: {curves: readonly UnitEnds[]; caption: string};
}

/**
 * Returns the errors of networks that differ in their residual unit, beside those after a longer training and the published ones
 * of ResNet-110: first the orders of the layers, as the paper has them, then other units.
 */
export function unitTable({curves, longer}: UnitRecording, {rows}: PublishedOrders): HTMLElement {
  const longerOf = (curve: LabCurve) => longer.curves.find((one) => unitName(one) === unitName(curve));
  const publishedOf = (curve: LabCurve) =>
    unitName(curve) === orderNames[curve.spec.network.order]
      ? rows.find(({order}) => order === curve.spec.network.order)?.resNet110
      : undefined;
  const names = Object.values<string>(orderNames);
  const place = (curve: LabCurve) =>
    names.includes(unitName(curve)) ? names.indexOf(unitName(curve)) : names.length;
  return labTable(sort(curves, place), {
    legend: false,
    nameOf: unitName,
    label: "Errors by residual unit",
    more: [
      {heading: "longer, test (%)", of: (curve) => endText(longerOf(curve))},
      {heading: "published (%)", of: (curve) => factText(publishedOf(curve))}
    ]
  });
}

/** Returns how far the units whose test errors after the longer training differ most lie apart, for a sentence: `0.5 points`. */
export function widestLonger({longer}: UnitRecording): string {
  const means = longer.curves.map(({ends}) => 100 * mean(ends, ({test}) => test)!);
  return `${(max(means)! - min(means)!).toFixed(1)} points`;
}

/** Returns how far a unit's test error is above the original's after the longer training, for a sentence. Throws if it has none. */
export function longerDifference({longer}: UnitRecording, unit: string): string {
  const of = (name: string) => findUnit(longer.curves, name);
  return differenceText(pairedDifference(of(unit), of(orderNames.original), "test"));
}

function endText(curve: UnitEnds | undefined): Node | string {
  const errors = curve?.ends.map(({test}) => test) ?? [];
  if (errors.length === 0) return "–";
  return errorRange({error: mean(errors)!, low: min(errors), high: max(errors)});
}

/**
 * Returns the training error of the networks of a unit, by its name in unitTable, after their last step: `3 % (2 to 5)`.
 * Throws if *curves* have none of it.
 */
export function unitError(curves: readonly LabCurve[], name: string): string {
  const curve = findUnit(curves, name);
  return errorRangeAt(curve.errors, curve.errors[0].net, curve.spec.steps);
}

function findUnit<Curve extends OfUnit>(curves: readonly Curve[], name: string): Curve {
  const found = curves.find((one) => unitName(one) === name);
  if (!found) throw new RangeError(`no unit: ${name}`);
  return found;
}

const orderNames = {
  original: "original (a)",
  normAfterAddition: "norm after addition (b)",
  reluBeforeAddition: "ReLU before addition (c)",
  reluOnlyPreActivation: "ReLU-only pre-activation (d)",
  preActivation: "pre-activation (e)"
} as const;

/** What of a curve tells its unit. */
interface OfUnit {
  spec: Pick<LabCurve["spec"], "network">;
}

/** Returns what sets a unit apart from the original one, with the letter of He et al. 2016, Fig. 4. */
function unitName({spec: {network}}: OfUnit): string {
  if (network.zeroInitResidual) return "last γ from 0";
  if (network.shortcut && network.shortcut !== "A") return `option ${network.shortcut}`;
  return orderNames[network.order];
}
