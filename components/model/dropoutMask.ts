import {hash} from "../random/random.js";

/**
 * Returns what multiplies each of *size* numbers in dropout: 0 with a probability of *rate*, else 1 / (1 − rate).
 *
 * Number i is kept if hash(hash(seed, key), i) ≥ dropThreshold(rate): integers alone decide, so that every executor drops
 * the same. *key* is the layer's own: with one for all, layers of one shape would drop the same numbers.
 */
export function dropoutMask(
  size: number,
  {rate, seed, key}: {rate: number; seed: number; key: number}
): Float32Array {
  const [layerSeed, threshold, factor] = [hash(seed, key), dropThreshold(rate), 1 / (1 - rate)];
  return Float32Array.from({length: size}, (_, i) => (hash(layerSeed, i) >= threshold ? factor : 0));
}

/** Returns the least hash of a number that is kept. */
export function dropThreshold(rate: number): number {
  return Math.floor(rate * 2 ** 32);
}

/** Returns a *seed*, modulo 2³², as two numbers that float32 has exactly: its lower and its upper 16 bits. */
export function seedHalves(seed: number): [lower: number, upper: number] {
  return [seed & 0xffff, seed >>> 16];
}
