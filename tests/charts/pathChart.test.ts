// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {pathChart, type PathChartOptions} from "../../components/charts/pathChart.js";
import {pathNorms} from "../../components/charts/pathNorms.js";
import {rangeText, shareChart} from "../../components/charts/shareChart.js";
import type {PathGradient} from "../../components/protocol/analyses.js";
import {expectSvg} from "./matchSvg.js";

/** Two paths of each length up to *blocks*, whose gradients have a median of 0.1^length. */
function rowsOf(blocks: number): PathGradient[] {
  return Array.from({length: blocks + 1}, (_, length) => length).flatMap((length) =>
    [0.5, 1.5].map((part) => ({length, norm: part * 0.1 ** length}))
  );
}

const svgs = (element: Element) => [...element.querySelectorAll("svg")];
const said = (element: Element) => element.querySelector("p")!.textContent;
const labels = (element: Element) => svgs(element).map((svg) => svg.getAttribute("aria-label"));

const chartOf = (rows: readonly PathGradient[], options: PathChartOptions) =>
  pathChart(pathNorms(rows), options);

describe("pathChart(norms, {blocks})", () => {
  test("draws the share of paths, the gradient of one, and the product as its snapshots say", () => {
    const chart = chartOf(rowsOf(4), {blocks: 4, width: 720});
    const names = ["pathShares", "pathNorms", "pathProduct"];
    expect(svgs(chart)).toHaveLength(3);
    svgs(chart).forEach((svg, i) => expectSvg(svg, names[i]));
  });

  test("says which lengths hold most, of paths and of the gradient", () => {
    // (1 + 0.1)⁴ = 1.4641, of which 1, 0.4, 0.06 are from lengths 0, 1, 2
    expect(said(chartOf(rowsOf(4), {blocks: 4}))).toBe(
      "100 % of the paths have lengths 0 to 4, of 4; the mean is 2. " +
        "95.6 % of the gradient is carried by paths of lengths 0 to 1, which are 31.3 % of all paths. " +
        "Dots are medians of 2 paths of each length, the band holds the middle 80 %."
    );
    expect(said(chartOf(rowsOf(4), {blocks: 4, percent: 60}))).toMatch(
      /^62\.5 % of the paths have lengths 1 to 2, of 4; .* 68\.3 % of the gradient is carried by paths of length 0, which are 6\.25 %/
    );
  });

  test("of 54 blocks has a range inside the paper's 19 to 35, which holds more than 95 %", () => {
    expect(said(chartOf([], {blocks: 54}))).toMatch(
      /^96\.0 % of the paths have lengths 20 to 34, of 54; the mean is 27\./
    );
  });

  test("not measured yet has the first chart alone, and says so", () => {
    const chart = chartOf([], {blocks: 9});
    expect(labels(chart)).toEqual(["share of paths (%) of each length"]);
    expect(said(chart)).toContain("have not been measured yet");
  });

  test("with a length missing, or a gradient that is no number, has no product", () => {
    const missing = rowsOf(4).filter(({length}) => length !== 2);
    const broken = [...rowsOf(4), {length: 3, norm: NaN}];
    for (const rows of [missing, broken, rowsOf(4).map((row) => ({...row, norm: 0}))]) {
      const chart = chartOf(rows, {blocks: 4});
      expect(svgs(chart)).toHaveLength(2);
      expect(said(chart)).toContain("needs a number above 0 of every length");
    }
    const [, norms] = svgs(chartOf(broken, {blocks: 4}));
    expect(norms.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(4);
  });

  test("leaves 0 out of a logarithmic axis, and in the product", () => {
    const rows = [0, 1, 2].map((length) => ({length, norm: length === 2 ? 0 : 1}));
    const chart = chartOf(rows, {blocks: 2});
    expect(svgs(chart)).toHaveLength(3);
    expect(svgs(chart)[1].querySelectorAll("circle")).toHaveLength(2);
    expect(svgs(chart)[2].getAttribute("aria-description")).toBe("100 % is in lengths 0 to 1.");
  });

  test("of no blocks has one path", () => {
    const chart = chartOf([{length: 0, norm: 2}], {blocks: 0});
    expect(svgs(chart)).toHaveLength(3);
    expect(said(chart)).toMatch(/^Without blocks there is one path, of length 0\. 100 % of the gradient/);
    expect(said(chart)).toMatch(/ Each dot is one path\.$/);
  });

  test("throws at a number of blocks that is none, or fewer than a path crosses", () => {
    expect(() => chartOf([], {blocks: 1e6})).toThrow("invalid blocks: 1000000");
    expect(() => chartOf(rowsOf(4), {blocks: 3})).toThrow(
      "invalid length: 4; a path through 3 blocks crosses 3 at most"
    );
  });

  test("has its charts side by side, or each as wide as there is room", () => {
    const widths = (width: number) =>
      svgs(chartOf(rowsOf(4), {blocks: 4, width})).map((svg) => Number(svg.getAttribute("width")));
    expect(widths(752)).toEqual([240, 240, 240]);
    expect(widths(350)).toEqual([350, 350, 350]);
    expect(widths(0)).toEqual([200, 200, 200]); // of a page that is not shown yet
  });
});

test("pathNorms(rows) has the median and the middle of each length, the shortest first", () => {
  const rows = [
    {length: 2, norm: 1},
    {length: 0, norm: 5},
    {length: 2, norm: 4}
  ];
  expect(pathNorms(rows)).toEqual([
    {length: 0, median: 5, low: 5, high: 5, paths: 1},
    {length: 2, median: 2.5, low: 1.3, high: 3.7, paths: 2}
  ]);
});

test("shareChart(shares, {range}) has bars inside the range stronger than others", () => {
  const chart = shareChart([0.1, 0.8, 0.1], {label: "share", range: {first: 1, last: 1, share: 0.8}});
  const opacities = [...chart.querySelectorAll('[aria-label="rect"] rect')].map((bar) =>
    bar.getAttribute("fill-opacity")
  );
  expect(opacities).toEqual(["0.35", "1", "0.35"]);
  expect(chart.textContent).toContain("1: 80.0 %");
  expect(rangeText({first: 1, last: 1})).toBe("length 1");
});
