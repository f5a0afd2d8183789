/** Returns the cosine of the angle between two vectors; 0 if one of them is 0. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [product, squareA, squareB] = [0, 0, 0];
  for (let i = 0; i < a.length; ++i) {
    product += a[i] * b[i];
    squareA += a[i] ** 2;
    squareB += b[i] ** 2;
  }
  return product === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}
