/**
 * A stream of random numbers. Only integer operations make it, so a seed gives the same numbers in every engine,
 * on every processor.
 */
export interface Random {
  /** Returns the next integer in [0, 2³²). */
  uint32(): number;
  /** Returns the next multiple of 2⁻³² in [0, 1). */
  uniform(): number;
}

/**
 * Returns the random stream number *stream* of a *seed*; two streams of one seed are independent for our purposes.
 * Both arguments count modulo 2³².
 *
 * Source: sfc32 of Chris Doty-Humphrey's PractRand 0.95 (`src/RNGs/sfc.cpp`).
 */
export function createRandom(seed: number, stream = 0): Random {
  let a = seed | 0;
  let b = stream | 0;
  let c = hash(seed, stream) | 0;
  let counter = 1;
  const uint32 = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; ++round) uint32(); // spreads the seed over the state, as in PractRand
  return {uint32, uniform: () => uint32() / 4294967296};
}

/**
 * Returns an integer in [0, 2³²) that looks unrelated to *seed* and *index*, both modulo 2³². For one seed, different
 * indexes give different results.
 *
 * Source: the finalizer of MurmurHash3 (Austin Appleby, `MurmurHash3.cpp`, `fmix32`).
 */
export function hash(seed: number, index: number): number {
  let h = seed ^ Math.imul(index, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Returns an integer drawn uniformly from [0, *count*). Draws that would favour the small ones are rejected.
 *
 * Throws if *count* is not an integer from 1 to 2³².
 */
export function below(count: number, random: Random): number {
  if (!Number.isInteger(count) || count < 1 || count > 4294967296)
    throw new RangeError(`invalid count: ${count}; it must be an integer from 1 to 2³²`);
  const limit = 4294967296 - (4294967296 % count);
  let draw = random.uint32();
  while (draw >= limit) draw = random.uint32();
  return draw % count;
}

/**
 * Returns a number drawn from the standard normal distribution, the same in every engine: the logarithm is taken by
 * a series, because the last bit of Math.log is not fixed by the language.
 *
 * Source: the polar method, G. Marsaglia and T. A. Bray, SIAM Review 6 (1964) 260–264; its second number is dropped.
 */
export function normal(random: Random): number {
  let x: number, square: number;
  do {
    x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    square = x * x + y * y;
  } while (square >= 1 || square === 0);
  return x * Math.sqrt((-2 * logarithm(square)) / square);
}

/** Returns the indexes from 0 to *count* − 1 in random order, each order as likely as any other (Fisher–Yates). */
export function permutation(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({length: count}, (_, index) => index);
  for (let index = count - 1; index > 0; --index) {
    const other = below(index + 1, random);
    const moved = order[index];
    order[index] = order[other];
    order[other] = moved;
  }
  return order;
}

/** Returns ln *x* of an x in (0, 1] to 15 digits: x = 2⁻ᵏ·m, and ln m = 2·artanh((m − 1)/(m + 1)) as a power series. */
function logarithm(x: number): number {
  let halvings = 0;
  for (; x < 0.7071067811865476; x *= 2) ++halvings;
  const z = (x - 1) / (x + 1); // |z| ≤ 0.172
  let series = 0;
  for (let odd = 21; odd >= 1; odd -= 2) series = series * z * z + 1 / odd;
  return 2 * z * series - halvings * 0.6931471805599453;
}
