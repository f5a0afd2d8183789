// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {powerChart} from "../../components/charts/powerChart.js";
import {powerOfTen, shortNumber, superscript} from "../../components/charts/powerText.js";
import {expectSvg} from "./matchSvg.js";

const said = (lambda: number, blocks = 27) => powerChart(lambda, {blocks}).getAttribute("aria-description");

/** How many points its line has. */
const points = (lambda: number, blocks = 27) =>
  powerChart(lambda, {blocks}).querySelector('[aria-label="line"] path')?.getAttribute("d")!.match(/[ML]/g)!
    .length ?? 0;

describe("powerChart(λ, {blocks})", () => {
  test("draws λ^ℓ from 0 blocks to all of them, and says its end", () => {
    expectSvg(powerChart(0.5, {blocks: 27, width: 300, height: 200}), "powerChart");
    expect(said(0.5)).toBe("After 27 blocks: 7.5e-9.");
    expect(said(1)).toBe("After 27 blocks: 1.0.");
    expect(said(1.5)).toBe("After 27 blocks: 5.7e+4.");
    expect(points(0.5)).toBe(28);
  });

  test("of 0 stops where it becomes 0, which has no place on a logarithmic axis, and says that it is 0", () => {
    expect(said(0)).toBe("After 27 blocks: 0.0.");
    expect(points(0, 27)).toBeLessThanOrEqual(1);
  });

  test("of a λ that is no number is empty", () => {
    for (const lambda of [NaN, Infinity]) {
      const chart = powerChart(lambda, {blocks: 27});
      expect(chart.getAttribute("aria-description"), String(lambda)).toBe("");
      expect(chart.textContent).not.toContain("=");
    }
  });
});

test("superscript(exponent) has its sign and all its digits", () => {
  expect([0, 7, -12, 305].map(superscript)).toEqual(["⁰", "⁷", "⁻¹²", "³⁰⁵"]);
});

test("powerOfTen(value) labels powers of ten alone", () => {
  expect([1, 10, 1e-3, 1e6, 1e-9, 2, 0.5].map(powerOfTen)).toEqual([
    "10⁰",
    "10¹",
    "10⁻³",
    "10⁶",
    "10⁻⁹",
    "",
    ""
  ]);
});

test("shortNumber(value) has two or three digits", () => {
  expect([0.0567, 0.01, 999.4, 0, 1].map(shortNumber)).toEqual(["0.0567", "0.0100", "999", "0", "1.00"]);
  expect([7.46e-9, 0.0099, 12345, -12345].map(shortNumber)).toEqual([
    "7.5 · 10⁻⁹",
    "9.9 · 10⁻³",
    "1.2 · 10⁴",
    "-1.2 · 10⁴"
  ]);
  expect([999.5, 999.9].map(shortNumber)).toEqual(["1.0 · 10³", "1.0 · 10³"]); // not 1.00e+3
  expect([NaN, Infinity].map(shortNumber)).toEqual(["NaN", "Infinity"]);
});
