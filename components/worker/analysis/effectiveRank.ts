import {symmetricEigen} from "./symmetricEigen.js";
import {centered, products, type Vectors} from "./vectors.js";

/**
 * Returns in how many directions *vectors* differ from each other: exp of the entropy of the shares that their principal
 * directions have in their variance. It is 1 if all lie on a line, as many as there are dimensions if they lie equally far
 * apart in all, and less than the number of vectors; 0 if all are the same, NaN if one is not finite.
 *
 * Source: Roy and Vetterli 2007, "The effective rank", who take the shares of singular values, not of their squares.
 */
export function effectiveRank(vectors: Vectors): number {
  if (!vectors.values.every(Number.isFinite)) return NaN;
  const {count} = vectors;
  const differences = centered(vectors);
  const table = products(differences, differences);
  const rows = Array.from({length: count}, (_, i) => Array.from(table.subarray(i * count, (i + 1) * count)));
  const variances = symmetricEigen(rows).map(({value}) => Math.max(0, value)); // rounding
  const total = variances.reduce((sum, value) => sum + value, 0);
  if (total === 0) return 0;
  const shares = variances.map((value) => value / total).filter((share) => share > 0);
  return Math.exp(-shares.reduce((sum, share) => sum + share * Math.log(share), 0));
}
