import {describe, expect, test} from "vitest";
import {namedNetwork} from "../../components/network/named.js";
import {
  binomialPolynomial,
  gradientShares,
  meanLength,
  rangeOfPaths,
  rangeOfShares,
  shareOfPaths
} from "../../components/network/pathLengths.js";
import {pathCount, pathPolynomial} from "../../components/network/paths.js";

describe("binomialPolynomial(n)", () => {
  test("counts what walking all 2ⁿ paths counts, for n up to 12", () => {
    for (let n = 0; n <= 12; ++n) {
      const counts = Array.from({length: n + 1}, () => 0n);
      for (let path = 0; path < 2 ** n; ++path) {
        const length = path.toString(2).replaceAll("0", "").length;
        counts[length] += 1n;
      }
      expect(binomialPolynomial(n)).toEqual(counts);
    }
  });

  test("is the path polynomial of a network of n residual blocks: 54 in cifar-resnet-110", () => {
    const {expression} = namedNetwork("cifar-resnet-110");
    expect(pathPolynomial(expression)).toEqual(binomialPolynomial(54));
    expect(binomialPolynomial(54)[27]).toBe(1946939425648112n); // 54! / 27!²
  });

  test("is exact far beyond what a double holds: 2¹⁰⁰⁰ paths", () => {
    expect(pathCount(binomialPolynomial(1000))).toBe(2n ** 1000n);
  });

  for (const n of [-1, 2.5, NaN, 1e6]) {
    test(`throws at ${n} blocks, and names the rule`, () => {
      expect(() => binomialPolynomial(n)).toThrow(
        `invalid blocks: ${n}; it must be an integer from 0 to 1,000`
      );
    });
  }
});

describe("meanLength(polynomial)", () => {
  test("is n / 2 of n residual blocks, n of n plain ones, 0 of none", () => {
    for (const n of [0, 1, 54, 1000]) expect(meanLength(binomialPolynomial(n))).toBeCloseTo(n / 2, 9);
    expect(meanLength([0n, 0n, 0n, 1n])).toBe(3);
  });
});

describe("rangeOfPaths(polynomial)", () => {
  test("Veit et al. 2016, §5: of 54 blocks, more than 95 % of paths cross 19 to 35", () => {
    const paths = binomialPolynomial(54);
    expect(shareOfPaths(paths, {first: 19, last: 35})).toBeGreaterThan(0.95);
    const range = rangeOfPaths(paths);
    expect([range.first, range.last]).toEqual([20, 34]);
    expect(range.share).toBeGreaterThan(0.95);
    expect(shareOfPaths(paths, {first: 20, last: 33})).toBeLessThan(0.95); // none is shorter
  });

  test("is decided in whole numbers, at the very border", () => {
    expect(rangeOfPaths([1n, 18n, 1n], 90)).toEqual({first: 1, last: 1, share: 0.9});
    expect(rangeOfPaths([1n, 10n ** 40n - 1n, 9n * 10n ** 40n], 90).first).toBe(2);
    expect(rangeOfPaths([1n, 10n ** 40n, 9n * 10n ** 40n], 90).first).toBe(1);
  });

  test("is all there is if there is one length, and all lengths at 100 percent", () => {
    expect(rangeOfPaths(binomialPolynomial(0))).toEqual({first: 0, last: 0, share: 1});
    expect(rangeOfPaths([0n, 0n, 1n])).toEqual({first: 2, last: 2, share: 1});
    expect(rangeOfPaths(binomialPolynomial(9), 100)).toMatchObject({first: 0, last: 9});
  });

  test("of 1,000 blocks is found, near ±1.96 deviations of √1000 / 2", () => {
    const {first, last} = rangeOfPaths(binomialPolynomial(1000));
    expect([first, last]).toEqual([469, 530]); // of two as good, the shorter paths
  });

  test("throws at a percentage that is none", () => {
    expect(() => rangeOfPaths([1n], 0)).toThrow("invalid percent: 0; it must be an integer from 1 to 100");
  });
});

describe("gradientShares(polynomial, meanNorms)", () => {
  test("are counts times mean gradients, as shares: shorter paths win where each block halves a gradient", () => {
    const shares = gradientShares(
      binomialPolynomial(3),
      [0, 1, 2, 3].map((length) => 0.5 ** length)
    );
    expect(shares).toEqual([1, 1.5, 0.75, 0.125].map((part) => part / 3.375)); // (1 + ½)³
    expect(rangeOfShares(shares)).toEqual({first: 0, last: 2, share: shares[0] + shares[1] + shares[2]});
  });

  test("are the shares of paths if all carry as much", () => {
    const paths = binomialPolynomial(54);
    const shares = gradientShares(
      paths,
      paths.map(() => 7)
    );
    expect(rangeOfShares(shares)).toMatchObject({first: 20, last: 34});
  });

  test("are 0 if no path carries any, and throw at a gradient that is none", () => {
    expect(gradientShares([1n, 1n], [0, 0])).toEqual([0, 0]);
    expect(() => gradientShares([1n, 1n], [1])).toThrow("there must be one for each length from 0 to 1");
    expect(() => gradientShares([1n, 1n], [1, NaN])).toThrow("invalid gradient: NaN, of length 1");
  });
});
