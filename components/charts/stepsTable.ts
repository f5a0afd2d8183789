import {factTable} from "./factTable.js";
import type {LabCurve} from "./labCurves.js";
import {fastest, type StepsTo} from "./stepsTo.js";

/** Options of stepsTable. */
export interface StepsTableOptions {
  /** The training error to come down to, a fraction. */
  error: number;
  /** What the rows differ in: the heading of the first column. */
  heading: string;
  /** Returns the name of the row that a curve belongs to. */
  nameOf(curve: LabCurve): string;
}

/** Returns after how many steps networks are down to an error, each at that of its learning rates which is the fastest, as a table. */
export function stepsTable(
  curves: readonly LabCurve[],
  {error, heading, nameOf}: StepsTableOptions
): HTMLElement {
  const rows = fastest(curves, {error, nameOf}).map(({name, curve, steps}) => ({
    name,
    rate: String(curve.spec.optimizer.learningRate),
    steps: stepsText(steps, curve.spec.steps)
  }));
  const label = `Steps to ${100 * error} % training error`;
  return factTable(
    rows,
    [
      {key: "name", heading},
      {key: "rate", heading: "its best learning rate"},
      {key: "steps", heading: `steps to ${100 * error} % training error`}
    ],
    {label}
  );
}

/** Returns steps for a table: `112 (first run 104, last 128)`. */
function stepsText({mean, first, last}: StepsTo, steps: number): string {
  if (mean === undefined) return `not in ${steps}`;
  return `${mean} (first run ${first}, last ${last ?? `not in ${steps}`})`;
}
