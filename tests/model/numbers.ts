import * as tf from "@tensorflow/tfjs";
import {createRandom, normal} from "../../components/random/random.js";

/** Returns *count* normal numbers, always the same for a *seed*. */
export function numbers(count: number, seed = 1): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({length: count}, () => normal(random));
}

/** Returns a tensor of normal numbers. */
export function randomTensor<T extends tf.Tensor>(shape: number[], seed = 1): T {
  return tf.tensor(
    numbers(
      shape.reduce((a, b) => a * b, 1),
      seed
    ),
    shape
  ) as T;
}

/** Returns ‖a − b‖ / ‖b‖; infinite if the lengths differ. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < b.length; i++) {
    difference += (a[i] - b[i]) ** 2;
    norm += b[i] ** 2;
  }
  return Math.sqrt(difference / norm);
}

/** Returns max |a − b| / max |b|; infinite if the lengths differ. */
export function largestError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < b.length; i++) {
    if (!(Math.abs(a[i] - b[i]) <= difference)) difference = Math.abs(a[i] - b[i]);
    size = Math.max(size, Math.abs(b[i]));
  }
  return difference / size;
}

/** Returns the sum of products. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);
}
