/** Returns the mean of *values*: NaN if one of them is, where d3-array's mean would leave it out. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
