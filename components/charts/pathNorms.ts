import type {PathGradient} from "../analysis/pathGradients.js";

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
  const lengths = [...new Set(rows.map(({length}) => length))].sort((a, b) => a - b);
  return lengths.map((length) => {
    const norms = rows.filter((row) => row.length === length).map(({norm}) => norm);
    const mean = norms.reduce((sum, norm) => sum + norm, 0) / norms.length;
    return {length, mean, low: Math.min(...norms), high: Math.max(...norms), paths: norms.length};
  });
}
