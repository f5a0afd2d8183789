/** What multiplies a residual block's two branches, on the way forward and back. All are 1 in an ordinary network. */
export interface Gate {
  residual: number;
  shortcut: number;
  /** Defaults to *residual*: the gradient of what was done forward. */
  residualBack?: number;
  /** Defaults to *shortcut*. */
  shortcutBack?: number;
  /** What multiplies the residual function in evaluation. Defaults to *residual*. */
  residualTest?: number;
}

/** Returns whether a *gate* leaves nothing of the residual function, which then need not be computed. */
export function dropsResidual(
  {residual, residualBack = residual, residualTest = residual}: Gate,
  mode: "training" | "evaluation"
): boolean {
  return mode === "training" ? residual === 0 && residualBack === 0 : residualTest === 0;
}
