import type {ParameterSpec} from "../network/parameters.js";

/** How large the two branches of a residual block are: root mean squares over the batch. */
export interface BlockResponse {
  block: string;
  residual: number;
  shortcut: number;
}

/** What can be measured between two steps. Absolute sizes, by the names of parameters, blocks and layers. */
export interface Measurements {
  /** ‖gradient‖ of every parameter, in the last step. */
  gradientNorms: Map<string, number>;
  /** Of every residual block, on the last step's batch, with the parameters as they are now. */
  responses: BlockResponse[];
  /** Standard deviation of what every normalization gives out, with the parameters as they are now. */
  deviations: Map<string, number>;
}

/**
 * Returns the standard deviation of what every normalization of *specs* gives out, over batch, positions and channels.
 * In training a channel leaves its normalization with mean β and standard deviation γ (but for ε), whatever came in, so
 * that they follow from the parameters: √(mean γ² + variance of β).
 */
export function deviations(
  specs: readonly ParameterSpec[],
  valuesOf: (name: string) => Float32Array
): Map<string, number> {
  const gammas = specs.filter(({kind}) => kind === "gamma");
  return new Map(
    gammas.map(({layerName}) => {
      const [gamma, beta] = ["weight", "bias"].map((part) => valuesOf(`${layerName}.${part}`));
      const center = mean(beta);
      return [layerName, Math.sqrt(mean(gamma.map((g) => g * g)) + mean(beta.map((b) => (b - center) ** 2)))];
    })
  );
}

/** Returns the length of *values* as a vector. */
export function vectorNorm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
