import type {PathGradient} from "../protocol/analyses.js";

/** What single paths of one length carried. */
export interface LengthNorms {
  readonly length: number;
  /** Mean of the norms of their gradients, and the least and the greatest of them. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** How many paths were measured. */
  readonly paths: number;
}

/** Returns the gradient norms of paths by their length, the shortest first: *rows* has one of each path. */
export function pathNorms(rows: readonly PathGradient[]): LengthNorms[] {
  const byLength = new Map<number, number[]>();
  for (const {length, norm} of rows) {
    const norms = byLength.get(length);
    if (norms) norms.push(norm);
    else byLength.set(length, [norm]);
  }
  return [...byLength]
    .sort(([a], [b]) => a - b)
    .map(([length, norms]) => {
      const mean = norms.reduce((sum, norm) => sum + norm, 0) / norms.length;
      return {length, mean, low: Math.min(...norms), high: Math.max(...norms), paths: norms.length};
    });
}
