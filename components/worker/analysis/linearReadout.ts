import {centered, products, someVectors, type Vectors} from "./vectors.js";

/** Options of linearReadout. */
export interface ReadoutOptions {
  /** The class of each vector, from 0. */
  labels: Int32Array;
  /** How many there are. */
  classes: number;
  /** So many vectors are fitted, the others held out. */
  fitted: number;
  /**
   * Weight of the penalty on large weights, in units of the vectors' mean square. Defaults to 1: of 0.001, 0.01, 0.1, 1 and 10
   * it read most in most blocks of residual-56 at its start and of plain-20 after 60 steps.
   */
  ridge?: number;
}

/**
 * Returns what share of held-out *vectors* a linear classifier puts in their class that was fitted to the others: ridge
 * regression of a 1 for the class and 0 for others on all values of a vector, the class of the highest answer chosen. NaN if
 * a value is not finite.
 *
 * It solves (K + λI)A = Y, where K has the products of the fitted vectors, less their mean, and λ = **ridge** · trace(K) /
 * fitted. Source: Hastie, Tibshirani and Friedman 2009, "The Elements of Statistical Learning", §3.4.1 and §12.3.7.
 */
export function linearReadout(
  vectors: Vectors,
  {labels, classes, fitted, ridge = 1}: ReadoutOptions
): number {
  if (!vectors.values.every(Number.isFinite)) return NaN;
  const differences = centered(vectors, fitted);
  const own = someVectors(differences, 0, fitted);
  const others = someVectors(differences, fitted, vectors.count);
  const kernel = products(own, own);
  let trace = 0;
  for (let i = 0; i < fitted; i++) trace += kernel[i * fitted + i];
  for (let i = 0; i < fitted; i++) kernel[i * fitted + i] += (ridge * trace) / fitted || 1; // 1 if all are the same
  const {means, targets} = classTargets(labels.subarray(0, fitted), classes);
  const lower = cholesky(kernel, fitted);
  const weights = targets.map((target) => solved(lower, target));
  const table = products(others, own);
  let right = 0;
  for (let i = 0; i < others.count; i++) {
    const row = table.subarray(i * fitted, (i + 1) * fitted);
    const answers = weights.map(
      (weight, k) => means[k] + row.reduce((sum, value, j) => sum + value * weight[j], 0)
    );
    if (answers.indexOf(Math.max(...answers)) === labels[fitted + i]) right++;
  }
  return right / others.count;
}

/** Returns of each class its share, and for each label 1 or 0 less that share. */
function classTargets(labels: Int32Array, classes: number): {means: number[]; targets: Float64Array[]} {
  const ofClass = (label: number) => Float64Array.from(labels, (one) => Number(one === label));
  const hits = Array.from({length: classes}, (_, label) => ofClass(label));
  const means = hits.map((hit) => hit.reduce((sum, one) => sum + one, 0) / labels.length);
  return {means, targets: hits.map((hit, label) => hit.map((one) => one - means[label]))};
}

/** Returns the lower triangle L of a positive definite *matrix* LLᵀ, `[n, n]`; above it is what was there. */
function cholesky(matrix: Float64Array, n: number): Float64Array {
  const lower = matrix.slice();
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / lower[j * n + j];
    }
  return lower;
}

/** Returns x of LLᵀx = *target*. */
function solved(lower: Float64Array, target: Float64Array): Float64Array {
  const n = target.length;
  const x = target.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * n + k] * x[k];
    x[i] /= lower[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= lower[k * n + i] * x[k];
    x[i] /= lower[i * n + i];
  }
  return x;
}
