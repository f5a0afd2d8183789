import {describe, expect, test} from "vitest";
import {createRandom, normal} from "../../../components/random/random.js";
import {activationMaps} from "../../../components/worker/analysis/activationMaps.js";
import {effectiveRank} from "../../../components/worker/analysis/effectiveRank.js";
import {linearReadout} from "../../../components/worker/analysis/linearReadout.js";
import {noiseShift} from "../../../components/worker/analysis/noiseShift.js";
import {symmetricEigen} from "../../../components/worker/analysis/symmetricEigen.js";
import {centered, products, someVectors, toVectors} from "../../../components/worker/analysis/vectors.js";

const vectorsOf = (...rows: number[][]) => toVectors(Float32Array.from(rows.flat()), rows.length);

describe("vectors", () => {
  const three = vectorsOf([1, 2], [3, 4], [5, 9]);

  test("products(a, b) are those of each with each, five of them and more", () => {
    expect([...products(three, three)]).toEqual([5, 11, 23, 11, 25, 51, 23, 51, 106]);
    const five = vectorsOf([1], [2], [3], [4], [5]);
    expect([...products(vectorsOf([2]), five)]).toEqual([2, 4, 6, 8, 10]);
  });

  test("centered(vectors, of) takes the mean of the first away from all", () => {
    expect([...centered(three).values]).toEqual([-2, -3, 0, -1, 2, 4]);
    expect([...centered(three, 2).values]).toEqual([-1, -1, 1, 1, 3, 6]);
  });

  test("come out even, and a part of them is a view", () => {
    expect(someVectors(three, 1, 3).values.buffer).toBe(three.values.buffer);
    expect([...someVectors(three, 1, 2).values]).toEqual([3, 4]);
    expect(() => toVectors(new Float32Array(5), 2)).toThrow(
      "invalid vectors: 5 values; they are no 2 of one size"
    );
  });
});

test("symmetricEigen(matrix) is what its rotations find, the largest first", () => {
  const pairs = symmetricEigen([
    [2, 1, 0],
    [1, 2, 0],
    [0, 0, -4]
  ]);
  expect(pairs.map(({value}) => Number(value.toFixed(9)))).toEqual([3, 1, -4]);
  expect(Math.abs(pairs[0].vector[0])).toBeCloseTo(Math.SQRT1_2, 9);
  expect(Math.abs(pairs[2].vector[2])).toBeCloseTo(1, 9);
});

describe("effectiveRank(vectors)", () => {
  test("is 1 on a line, wherever it lies, and 2 on a square", () => {
    expect(effectiveRank(vectorsOf([7, 1, 1], [7, 2, 3], [7, 3, 5], [7, 0, -1]))).toBeCloseTo(1, 5);
    expect(effectiveRank(vectorsOf([0, 0], [0, 1], [1, 0], [1, 1]))).toBeCloseTo(2, 5);
  });

  test("is exp of the entropy of the shares of variance", () => {
    const shares = [9 / 10, 1 / 10]; // sides of 3 and 1
    const entropy = -shares.reduce((sum, share) => sum + share * Math.log(share), 0);
    expect(effectiveRank(vectorsOf([0, 0], [0, 1], [3, 0], [3, 1]))).toBeCloseTo(Math.exp(entropy), 5);
  });

  test("is one less than their number if all lie equally far apart", () => {
    expect(effectiveRank(vectorsOf([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]))).toBeCloseTo(
      3,
      5
    );
  });

  test("is 0 if all are the same, and no number if one is not", () => {
    expect(effectiveRank(vectorsOf([1, 2], [1, 2], [1, 2]))).toBe(0);
    expect(effectiveRank(vectorsOf([1, 2], [Infinity, 2]))).toBeNaN();
  });
});

describe("noiseShift(clean, noisy)", () => {
  const clean = vectorsOf([0, 0], [3, 4], [6, 8]); // 5, 5 and 10 apart

  test("is the way that noise goes beside the way to another", () => {
    const noisy = vectorsOf([0, 1], [3, 5], [6, 9]);
    expect(noiseShift(clean, noisy)).toBeCloseTo(1 / (20 / 3), 6);
    expect(noiseShift(clean, clean)).toBe(0);
  });

  test("does not change if all is scaled, and is no number if all are the same", () => {
    const tenfold = (rows: number[][]) => vectorsOf(...rows.map((row) => row.map((value) => 10 * value)));
    const noisy = [[1, 0], [3, 4], [6, 8]]; // prettier-ignore
    expect(noiseShift(tenfold([[0, 0], [3, 4], [6, 8]]), tenfold(noisy))).toBeCloseTo(noiseShift(clean, vectorsOf(...noisy)), 6); // prettier-ignore
    expect(noiseShift(vectorsOf([1, 1], [1, 1]), vectorsOf([1, 2], [1, 1]))).toBeNaN();
  });
});

describe("linearReadout(vectors, options)", () => {
  const random = createRandom(3);
  const count = 120;
  const labels = Int32Array.from({length: count}, (_, i) => i % 3);
  const options = {labels, classes: 3, fitted: 60};
  /** Vectors of 40 dimensions: noise, and the class *signal* times in one direction of its own. */
  const noisyClasses = (signal: number) =>
    vectorsOf(
      ...Array.from(labels, (label) =>
        Array.from({length: 40}, (_, k) => normal(random) + 100 + (k === label ? signal : 0))
      )
    );

  test("reads what is there, and next to nothing out of noise", () => {
    expect(linearReadout(noisyClasses(12), options)).toBeGreaterThan(0.95);
    expect(linearReadout(noisyClasses(0), options)).toBeLessThan(0.55);
  });

  test("is of the vectors held out: of the others it could tell all, by heart", () => {
    const vectors = noisyClasses(0);
    const twice = toVectors(Float32Array.of(...someVectors(vectors, 0, 60).values, ...someVectors(vectors, 0, 60).values), 120); // prettier-ignore
    const same = Int32Array.from({length: count}, (_, i) => (i % 60) % 3);
    expect(linearReadout(twice, {...options, labels: same, ridge: 0.001})).toBeGreaterThan(0.9);
  });

  test("solves the ridge regression that a pencil solves", () => {
    // Fitted: −1 of class 0 and 1 of class 1. Mean 0, K = [1 −1; −1 1], λ = 1: answers ½ ∓ x/3. Held out, 0.1 is of class 1.
    const four = vectorsOf([-1], [1], [0.1], [-0.1]);
    const read = (...held: number[]) =>
      linearReadout(four, {labels: Int32Array.of(0, 1, ...held), classes: 2, fitted: 2});
    expect([read(1, 0), read(0, 0), read(0, 1)]).toEqual([1, 0.5, 0]);
  });

  test("guesses one class if all are the same, and is no number if one is not", () => {
    const same = toVectors(new Float32Array(count).fill(2), count);
    expect(linearReadout(same, options)).toBeCloseTo(1 / 3, 9);
    const wrong = noisyClasses(1);
    wrong.values[5] = NaN;
    expect(linearReadout(wrong, options)).toBeNaN();
  });
});

describe("activationMaps(values, volume, images)", () => {
  const volume = [1, 3, 2] as const;

  test("is the mean over channels, each image from its darkest to its brightest", () => {
    const values = Float32Array.of(0, 2, 1, 3, 5, 5, ...[-9, -9, -9, -9, 91, 91]);
    const [first, second] = activationMaps(values, volume, [0, 1]); // means 1, 2, 5 and −9, −9, 91
    expect([...first]).toEqual([0, 64, 255]);
    expect([...second]).toEqual([0, 0, 255]);
    expect(activationMaps(values, volume, [1])).toEqual([second]);
  });

  test("is dark where all is the same, or not finite", () => {
    expect([...activationMaps(new Float32Array(6).fill(4), volume, [0])[0]]).toEqual([0, 0, 0]);
    expect([...activationMaps(Float32Array.of(1, 1, NaN, 1, 2, 2), volume, [0])[0]]).toEqual([0, 0, 0]);
  });
});
