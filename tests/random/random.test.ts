import {describe, expect, test} from "vitest";
import {below, createRandom, hash, normal, permutation, type Random} from "../../components/random/random.js";

// The pinned numbers were made by sfc32 and fmix32 written again in Python, with integers modulo 2³².

function draws(count: number, {uint32}: Random): number[] {
  return Array.from({length: count}, uint32);
}

/** A stream that gives *numbers* and then throws. */
function scripted(...numbers: number[]): Random {
  const uint32 = () => {
    if (numbers.length === 0) throw new Error("drawn too often");
    return numbers.shift()!;
  };
  return {uint32, uniform: () => uint32() / 2 ** 32};
}

function moments(values: number[]): {mean: number; variance: number} {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return {mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length};
}

describe("createRandom(seed, stream)", () => {
  const known: [number, number, number[]][] = [
    [0, 0, [4216505632, 947923937, 2491578854, 3964400089]],
    [1, 0, [2184832474, 2973056566, 2621878737, 1789059973]],
    [1, 1, [1156177682, 2260422908, 3602931, 433358109]],
    [2015, 7, [3830920, 2310415866, 3434514603, 2994637395]]
  ];
  for (const [seed, stream, numbers] of known)
    test(`(${seed}, ${stream}) begins with ${numbers[0]}`, () => {
      expect(draws(4, createRandom(seed, stream))).toEqual(numbers);
    });

  test("is stream 0 where none is named", () => {
    expect(draws(4, createRandom(1))).toEqual(draws(4, createRandom(1, 0)));
  });

  test("gives other numbers for another seed or stream", () => {
    const starts = new Set<string>();
    for (let seed = 0; seed < 30; ++seed)
      for (let stream = 0; stream < 30; ++stream) starts.add(draws(2, createRandom(seed, stream)).join());
    expect(starts.size).toBe(900);
  });

  test("takes seed and stream modulo 2³²", () => {
    expect(draws(4, createRandom(2 ** 32 + 1, -1))).toEqual(draws(4, createRandom(1, 2 ** 32 - 1)));
  });

  test("keeps two streams of one seed apart: neither moves the other", () => {
    const one = createRandom(1);
    const other = createRandom(1);
    draws(9, other);
    expect(draws(4, one)).toEqual(draws(4, createRandom(1)));
  });

  test("sets every bit as often as not", () => {
    const counts = new Array<number>(32).fill(0);
    for (const bits of draws(4000, createRandom(3)))
      for (let bit = 0; bit < 32; ++bit) counts[bit] += (bits >>> bit) & 1;
    // 4000 coins: 2000 ± 32; five deviations
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(160);
  });
});

describe("uniform()", () => {
  test("is uint32() / 2³²", () => {
    const numbers = draws(100, createRandom(5));
    const {uniform} = createRandom(5);
    expect(numbers.map(() => uniform())).toEqual(numbers.map((number) => number / 2 ** 32));
  });

  test("lies in [0, 1), with mean 1/2 and variance 1/12", () => {
    const {uniform} = createRandom(6);
    const values = Array.from({length: 10_000}, uniform);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    const {mean, variance} = moments(values);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.004);
  });
});

describe("hash(seed, index)", () => {
  test("is fmix32 of seed xor index · 0x9e3779b1", () => {
    const pairs = [[0, 0], [0, 1], [1, 0], [1, 1], [2015, 1], [2015, 2]]; // prettier-ignore
    expect(pairs.map(([seed, index]) => hash(seed, index))).toEqual([
      0, 301794027, 1364076727, 2980047484, 3955807572, 2829171779
    ]);
  });

  test("differs for different indexes of one seed", () => {
    expect(new Set(Array.from({length: 20_000}, (_, index) => hash(2015, index))).size).toBe(20_000);
  });
});

describe("below(count, random)", () => {
  test("gives 4, 6, 7, 3, 8, 1, 9, 7 … below 10 of seed 1", () => {
    const random = createRandom(1);
    expect(Array.from({length: 12}, () => below(10, random))).toEqual([4, 6, 7, 3, 8, 1, 9, 7, 1, 5, 5, 7]);
  });

  test("draws again where the remainder would favour small numbers", () => {
    // 2³² = 3 · 1431655765 + 1, so of 2³² draws the last one is too many for 3.
    expect(below(3, scripted(2 ** 32 - 1, 5))).toBe(2);
    expect(below(3, scripted(2 ** 32 - 2))).toBe(2);
    expect(() => below(3 * 2 ** 30, scripted(3 * 2 ** 30))).toThrow("drawn too often");
  });

  test("gives each number about as often", () => {
    const random = createRandom(8);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 14_000; ++i) ++counts[below(7, random)];
    // 2000 ± 41 each; five deviations
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(205);
  });

  test("gives halves of 3 · 2³⁰ as often, where a plain remainder would not", () => {
    const random = createRandom(9);
    const half = 3 * 2 ** 29;
    const low = Array.from({length: 4000}, () => below(2 * half, random)).filter((value) => value < half);
    expect(Math.abs(low.length - 2000)).toBeLessThan(160); // a plain remainder gives 2500
  });

  test("takes 1 and 2³²", () => {
    expect(below(1, scripted(123))).toBe(0);
    expect(below(2 ** 32, scripted(2 ** 32 - 1))).toBe(2 ** 32 - 1);
  });

  for (const count of [0, -1, 1.5, NaN, Infinity, 2 ** 32 + 1])
    test(`throws for count ${count}`, () => {
      expect(() => below(count, createRandom(1))).toThrow(`invalid count: ${count};`);
    });
});

describe("permutation(count, random)", () => {
  test("is 0, 3, 2, 5, 6, 8, 7, 1, 9, 4 for 10 and seed 1", () => {
    expect([...permutation(10, createRandom(1))]).toEqual([0, 3, 2, 5, 6, 8, 7, 1, 9, 4]);
  });

  for (const count of [0, 1, 2, 1000])
    test(`holds each index below ${count} once`, () => {
      const sorted = [...permutation(count, createRandom(count))].sort((a, b) => a - b);
      expect(sorted).toEqual(Array.from({length: count}, (_, i) => i));
    });

  test("gives each of the six orders of three about as often", () => {
    const random = createRandom(4);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; ++i) {
      const order = permutation(3, random).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145); // five deviations
  });
});

describe("normal(random)", () => {
  test("follows Python's polar method with math.log to 13 digits", () => {
    const random = createRandom(1);
    const expected = [0.08832799108213107, 1.8083469872777693, -0.9149818735259597, -0.9877682708187185]; // prettier-ignore
    for (const value of expected) expect(normal(random)).toBeCloseTo(value, 13);
  });

  test("takes the logarithm to 13 digits over its whole range", () => {
    // x = y gives the square 2x², and the result x·√(−2·ln(2x²)/2x²), which tells the logarithm.
    for (let draw = 2 ** 31 + 1; draw < 2 ** 32 * 0.85; draw = Math.ceil(draw * 1.0003)) {
      const x = (2 * draw) / 2 ** 32 - 1;
      if (2 * x * x >= 1) break;
      const expected = x * Math.sqrt((-2 * Math.log(2 * x * x)) / (2 * x * x));
      expect(Math.abs(normal(scripted(draw, draw)) / expected - 1)).toBeLessThan(1e-13);
    }
  });

  test("has mean 0, variance 1 and the normal's tails", () => {
    const random = createRandom(7);
    const values = Array.from({length: 20_000}, () => normal(random));
    const {mean, variance} = moments(values);
    expect(Math.abs(mean)).toBeLessThan(0.035); // five deviations of 1/√20000
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
    const beyond = values.filter((value) => Math.abs(value) > 2).length / values.length;
    expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.0075);
  });

  test("draws again at the middle and outside the disc", () => {
    const middle = 2 ** 31; // x = 0
    expect(normal(scripted(middle, middle, 0, 0, middle + 2 ** 30, middle))).toBeCloseTo(
      0.5 * Math.sqrt((-2 * Math.log(0.25)) / 0.25),
      13
    );
  });
});
