// @vitest-environment jsdom
import {expect, test} from "vitest";
import {keepHeights} from "../../../scripts/site/keepHeights.js";

test.each([
  ['<svg class="plot-d6a7b5" width="640" height="300"></svg>', "300px"],
  ['<svg class="plot-d6a7b5 error-chart" width="350" height="300"></svg>', "300px"],
  ['<svg class="plot-d6a7b5" width="156" height="156"></svg>', ""],
  ['<svg class="columns" width="720" height="658"></svg>', ""]
])("keepHeights(%s) gives it the height %j", (html, height) => {
  document.body.innerHTML = html;
  keepHeights([...document.querySelectorAll("*")]);
  expect(document.querySelector("svg")!.style.height).toBe(height);
});
