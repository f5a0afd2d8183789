// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import {expect, test} from "vitest";
import {chartPicture, plotChart} from "../../components/charts/plotChart.js";

test.each([
  [{width: 640, height: 300}, "300px"],
  [{width: 350, height: 300}, "300px"],
  [{width: 156, height: 156}, ""]
])("plotChart(%j) keeps the height %j where it is shown in less room", (size, height) => {
  const chart = plotChart({...size, marks: [Plot.frame()]});
  expect(chartPicture(chart).style.height).toBe(height);
});

test("plotChart() is one image to those who hear it", () => {
  const picture = chartPicture(plotChart({ariaLabel: "Error against steps", marks: [Plot.frame()]}));
  expect([picture.getAttribute("role"), picture.getAttribute("aria-label")]).toEqual([
    "img",
    "Error against steps"
  ]);
  expect(picture.querySelectorAll(":scope > g:not([aria-hidden])")).toHaveLength(0);
});
