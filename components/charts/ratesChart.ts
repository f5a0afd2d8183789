import {endsChart, type EndsChartOptions} from "./endsChart.js";
import type {LabCurve} from "./labCurves.js";

/** Options of ratesChart. */
export type RatesChartOptions = Omit<EndsChartOptions, "axis" | "split">;

/** Returns the training error at the end of runs against their learning rates, as endsChart does. */
export function ratesChart(
  curves: readonly LabCurve[],
  options: RatesChartOptions
): SVGSVGElement | HTMLElement {
  const axis = {label: "learning rate", word: "rate", of: rateOf};
  return endsChart(curves, {...options, axis, split: "training"});
}

function rateOf({optimizer}: LabCurve["spec"]): number {
  return optimizer.learningRate;
}
