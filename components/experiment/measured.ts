/** What a network was like in one step, in the order of a forward pass. Projection shortcuts are left out. */
export interface Measured {
  /** ‖gradient‖ of each convolution's and dense layer's weights, before the step. */
  gradients: number[];
  /** Root mean square of F(x) in each residual block, after the step. */
  residuals: number[];
  /** Root mean square of what was added to it: the shortcut, λ included. */
  shortcuts: number[];
  /** Standard deviation of what each normalization gives out, after the step (He et al. 2015, Fig. 7). */
  responses: number[];
}

/** Returns *measured* with every number changed. */
export function mapMeasured(
  {gradients, residuals, shortcuts, responses}: Measured,
  change: (value: number) => number
): Measured {
  return {
    gradients: gradients.map(change),
    residuals: residuals.map(change),
    shortcuts: shortcuts.map(change),
    responses: responses.map(change)
  };
}

/** Returns what was *measured* as it was before it was JSON, where a number that is not finite is null: it is NaN. */
export function measuredFromJson(measured: Measured): Measured {
  return mapMeasured(measured, (value) => (value as number | null) ?? NaN);
}
