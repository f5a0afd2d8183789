import {endError} from "./endError.js";
import type {LabCurve} from "./labCurves.js";
import {ratesChart} from "./ratesChart.js";

/** What can be taken out of pixels, by its name in a spec. */
export const takenOut = {none: "nothing", mean: "the mean", deviation: "mean and deviation"};

/** Returns the errors of networks by what is taken out of their pixels and by the learning rate: with batch normalization, or without. */
export function pixelRates(
  curves: readonly LabCurve[],
  {norm, width}: {norm: boolean; width: number}
): SVGSVGElement | HTMLElement {
  return ratesChart(
    curves.filter(({spec}) => spec.network.norm === norm),
    {
      label: `Training error by what is taken out of pixels, ${norm ? "with" : "without"} batch normalization`,
      nameOf: ({spec}) => takenOut[spec.dataset.normalization],
      dashes: {[takenOut.mean]: "6 3", [takenOut.none]: "2 3"},
      width
    }
  );
}

/** Returns the error of one of these networks at the end, for a sentence. */
export function pixelError(
  curves: readonly LabCurve[],
  {
    norm,
    normalization,
    learningRate
  }: {norm: boolean; normalization: keyof typeof takenOut; learningRate: number}
): string {
  return endError(
    curves,
    ({network, dataset, optimizer}) =>
      network.norm === norm &&
      dataset.normalization === normalization &&
      optimizer.learningRate === learningRate
  );
}
