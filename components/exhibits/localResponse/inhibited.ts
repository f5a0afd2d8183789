/** The constants of a local response normalization, in the paper's letters. */
export interface ResponseConstants {
  /** Neighbouring channels, the channel itself among them: odd. */
  n: number;
  k: number;
  /** Of each channel's square; PyTorch's α is n times as large. */
  alpha: number;
  beta: number;
}

/** AlexNet's constants. Source: Krizhevsky et al. 2012, §3.3. */
export const alexNetConstants: ResponseConstants = {n: 5, k: 2, alpha: 1e-4, beta: 0.75};

/** What one value of a map becomes, and of what. */
export interface Inhibition {
  before: number;
  after: number;
  /** The sum of the squares of its neighbours. */
  squares: number;
  /** What it is divided by. */
  divisor: number;
}

/**
 * Returns what the values at one position become: each divided by (k + α Σ a²)^β, the sum over n neighbouring channels, fewer at
 * the ends.
 *
 * - *values*: `[channels]`
 *
 * Source: Krizhevsky et al. 2012, §3.3.
 */
export function inhibited(values: ArrayLike<number>, {n, k, alpha, beta}: ResponseConstants): Inhibition[] {
  const reach = Math.floor(n / 2);
  return Array.from(values, (before, channel) => {
    let squares = 0;
    for (let i = Math.max(0, channel - reach); i <= Math.min(values.length - 1, channel + reach); ++i)
      squares += values[i] ** 2;
    const divisor = (k + alpha * squares) ** beta;
    return {before, after: before / divisor, squares, divisor};
  });
}
