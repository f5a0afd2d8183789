import {expect, test} from "vitest";
import {survivalRates} from "../../components/network/survivalRates.js";

test("survivalRates(54, 0.5) falls in a line to 0.5, with a mean that Huang et al. 2016, §3, round to ¾ of the blocks", () => {
  const rates = survivalRates(54, 0.5);
  expect(rates[0]).toBeCloseTo(1 - 1 / 108, 12);
  expect(rates[26]).toBeCloseTo(0.75, 12);
  expect(rates[53]).toBe(0.5);
  const expected = rates.reduce((sum, rate) => sum + rate, 0);
  expect(expected).toBeCloseTo((3 * 54 - 1) / 4, 9); // their (3L − 1) / 4
});

test("survivalRates(count, 1) are all 1, and none of no blocks", () => {
  expect(survivalRates(3, 1)).toEqual([1, 1, 1]);
  expect(survivalRates(0, 0.5)).toEqual([]);
});

for (const last of [0, -0.5, 1.01, NaN]) {
  test(`survivalRates(3, ${last}) throws`, () => {
    expect(() => survivalRates(3, last)).toThrow(
      `invalid survival: ${last}; it must be a number above 0, and at most 1`
    );
  });
}
