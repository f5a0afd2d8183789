import {below, createRandom} from "../../components/random/random.js";

/** Draws of one try. */
export interface Draws {
  /** Returns an integer in [0, *count*). */
  below(count: number): number;
  /** Returns one of *list*. */
  one<T>(list: readonly T[]): T;
  /** Returns whether something of this *probability* comes. */
  chance(probability: number): boolean;
}

/** Returns draws that follow from *seed* alone. */
export function createDraws(seed: number): Draws {
  const random = createRandom(seed);
  return {
    below: (count) => below(count, random),
    one: (list) => list[below(list.length, random)],
    chance: (probability) => random.uniform() < probability
  };
}
