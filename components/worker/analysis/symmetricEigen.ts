/** An eigenvalue of a matrix, with its vector of length 1. */
export interface EigenPair {
  value: number;
  vector: number[];
}

/** Returns the eigenvalues of a symmetric *matrix* with their vectors, the largest first, by Jacobi's rotations. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): EigenPair[] {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  const vectors = a.map((_, i) => a.map((_, j) => Number(i === j)));
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q);
    const off = a.reduce((sum, row, i) => sum + row.reduce((s, v, j) => s + (i < j ? v * v : 0), 0), 0);
    const diagonal = a.reduce((sum, row, i) => sum + row[i] ** 2, 0);
    if (off <= 1e-24 * diagonal) break;
  }
  return a
    .map((row, i) => ({value: row[i], vector: vectors.map((own) => own[i])}))
    .sort((one, other) => other.value - one.value);
}

/** Turns rows and columns *p* and *q* so that their common entry is 0. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  if (a[p][q] === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of a) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
  for (let k = 0; k < a.length; k++) [a[p][k], a[q][k]] = [c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]]; // prettier-ignore
  for (const row of vectors) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
}
