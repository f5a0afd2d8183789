import {invalid} from "../fields/fault.js";
/** Which residual functions are computed in a training step: by probability, or so many of them. */
export interface Survival {
  /** The probability of the last block, from which the others' follow. Defaults to 1. */
  survival?: number;
  /** How many survive in each step, all as likely as each other. Defaults to what **survival** says. */
  survivingBlocks?: number;
}

/** Returns the probability that each of *count* residual functions is computed in a training step. */
export function ratesOf({survival = 1, survivingBlocks}: Survival, count: number): number[] {
  return survivingBlocks === undefined
    ? survivalRates(count, survival)
    : Array.from({length: count}, () => survivingBlocks / count);
}

/**
 * Returns the probability that each of *count* residual functions survives a training step, by the rule of linear decay:
 * p_ℓ = 1 − ℓ / L · (1 − p_L) for ℓ from 1 to L = *count*, where p_L is *last*. Throws unless *last* is in (0, 1].
 *
 * Source: Huang et al. 2016 (arXiv:1603.09382), §3, Eqn. 4.
 */
export function survivalRates(count: number, last: number): number[] {
  if (!(last > 0 && last <= 1)) throw invalid("survival", last, "number", {least: 0, most: 1, open: "least"});
  return Array.from({length: count}, (_, i) => 1 - ((i + 1) / count) * (1 - last));
}
