import {expect, test} from "vitest";
import {
  differenceOf,
  differenceText,
  pairedDifference,
  tQuantile
} from "../../components/charts/pairedDifference.js";
import {labCurveOf} from "./labCurves.js";

const ends = (...tests: number[]) => ({
  ends: tests.map((test, i) => ({seed: i + 1, training: test / 2, test}))
});

test("pairedDifference(curve, other) is the mean over seeds, with Student's interval", () => {
  // Differences of 2, 4 and 6 points: deviation 2, so 4 ± 4.303 · 2 / √3.
  const found = pairedDifference(ends(0.12, 0.14, 0.16), ends(0.1, 0.1, 0.1), "test");
  expect(found).toEqual({
    mean: expect.closeTo(4, 9),
    low: expect.closeTo(4 - 4.9687, 3),
    high: expect.closeTo(4 + 4.9687, 3),
    seeds: 3
  });
  expect(differenceText(found)).toBe("4.0 points (95\u00a0% interval −1.0 to 9.0)");
  expect(pairedDifference(ends(0.12, 0.14), ends(0.1, 0.1), "training").mean).toBeCloseTo(1.5, 9);
});

test("pairedDifference(curve, other) pairs seeds by their number, and needs two", () => {
  const swapped = {ends: ends(0.1, 0.3).ends.toReversed()};
  expect(pairedDifference(swapped, ends(0.1, 0.3), "test")).toMatchObject({mean: 0, low: 0, high: 0});
  expect(() => pairedDifference(ends(0.1, 0.2), ends(0.1), "test")).toThrow(
    "invalid number of seeds: 1; it must be at least 2"
  );
});

test("differenceOf(curves, names) finds the networks by their names", () => {
  const curves = [
    labCurveOf("cifar-resnet-8", ends(0.2, 0.24)),
    labCurveOf("cifar-resnet-20", ends(0.1, 0.12))
  ];
  expect(differenceOf(curves, ["cifar-resnet-8", "cifar-resnet-20"], "test")).toBe(
    "11.0 points (95\u00a0% interval −1.7 to 23.7)"
  );
  expect(() => differenceOf(curves, ["cifar-resnet-8", "cifar-resnet-56"], "test")).toThrow(
    "no curve of cifar-resnet-56"
  );
});

test("tQuantile(freedom) is what tables have", () => {
  // Abramowitz and Stegun 1964, Table 26.10
  const table = {1: 12.706, 9: 2.262, 10: 2.228, 12: 2.179, 20: 2.086, 30: 2.042, 120: 1.98};
  for (const [freedom, quantile] of Object.entries(table))
    expect(tQuantile(Number(freedom)), freedom).toBeCloseTo(quantile, 3);
});
