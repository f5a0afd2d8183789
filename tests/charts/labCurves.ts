import type {ErrorRow} from "../../components/charts/errorRows.js";
import type {LabCurve, MeasuredStep} from "../../components/charts/labCurves.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {type NetworkReference, toIdentity} from "../../components/network/identity.js";

type Options = Partial<Omit<LabCurve, "spec">> & {network?: Record<string, unknown>};

/** Returns a curve of a laboratory, with what a test is about. */
export function labCurveOf(net: NetworkReference, {network, ...options}: Options = {}): LabCurve {
  const {name} = toIdentity(net);
  const spec = toRunSpec({network: {name, ...network}});
  return {net, spec, seeds: 1, errors: [], measured: [], diverged: 0, ends: [], ...options};
}

/** Returns a network's errors at one step: of one run, or in the mean of several. */
export function errorsOf(
  net: string,
  step: number,
  errors: Partial<Record<ErrorRow["split"], number | [mean: number, low: number, high: number]>>
): ErrorRow[] {
  return (["training", "test"] as const).flatMap((split) => {
    const found = errors[split];
    if (found === undefined) return [];
    const [error, low, high] = typeof found === "number" ? [found] : found;
    return [{run: "a run", net, split, step, error, ...(low !== undefined && {low, high})}];
  });
}

/** Returns what a network was like in a step: *gradients* as they are given, a block for each of *residuals*. */
export function measuredAt(step: number, gradients: number[], residuals: number[] = []): MeasuredStep {
  return {step, gradients, residuals, shortcuts: residuals.map(() => 1), responses: gradients.slice(1)};
}
