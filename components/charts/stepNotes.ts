import type {LabCurve} from "./labCurves.js";
import {netLabel} from "./scales.js";

/** Returns what a chart of a *step* leaves out: networks that were not measured in it, and gradients that were 0. */
export function stepNotes(curves: readonly LabCurve[], step: number): string[] {
  return curves.flatMap(({net, measured, diverged, seeds}) => {
    const found = measured.find((one) => one.step === step);
    const runs = seeds > 1 ? `, in ${diverged} of ${seeds} runs` : "";
    if (!found) {
      const reason =
        diverged > 0 ? `its loss was no longer a number${runs}` : `step ${step} has not been reached`;
      return [`${netLabel(net)} is not drawn: ${reason}.`];
    }
    return found.gradients.every((value) => value === 0)
      ? [`${netLabel(net)} is not drawn: all gradients are 0.`]
      : [];
  });
}
