import {createRandom, normal} from "../../../components/random/random.js";

/** Returns the next *count* normal numbers of a stream. */
export type Draw = (count: number) => Float32Array;

/** Returns the numbers of a *seed*, always the same. */
export function createDraw(seed: number): Draw {
  const random = createRandom(seed);
  return (count) => Float32Array.from({length: count}, () => normal(random));
}
