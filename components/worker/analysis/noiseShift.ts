import {products, type Vectors} from "./vectors.js";

/**
 * Returns how far noise moved vectors, as a share of how far apart they are: the mean distance from each of *clean* to its
 * own of *noisy*, divided by the mean distance of two of *clean*. 0 is not at all; at 1 a vector moved as far as to another.
 * NaN if all of *clean* are the same, or one is not finite.
 */
export function noiseShift(clean: Vectors, noisy: Vectors): number {
  const {count} = clean;
  const table = products(clean, clean);
  const squareOf = (i: number, j: number) =>
    table[i * count + i] + table[j * count + j] - 2 * table[i * count + j];
  let [apart, pairs] = [0, 0];
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++, pairs++) apart += Math.sqrt(Math.max(0, squareOf(i, j))); // rounding
  const moved = meanDistance(clean, noisy);
  return apart > 0 ? moved / (apart / pairs) : NaN;
}

function meanDistance(a: Vectors, b: Vectors): number {
  let sum = 0;
  for (let i = 0; i < a.count; i++) {
    let square = 0;
    for (let k = i * a.size; k < (i + 1) * a.size; k++) square += (a.values[k] - b.values[k]) ** 2;
    sum += Math.sqrt(square);
  }
  return sum / a.count;
}
