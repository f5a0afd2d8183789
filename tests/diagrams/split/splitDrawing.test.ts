// @vitest-environment jsdom
import {expect, test} from "vitest";
import {splitDrawing, splitSteps} from "../../../components/diagrams/split/splitDrawing.js";
import {expectSvg} from "../../charts/matchSvg.js";

test.each(splitSteps)("splitDrawing(%s) is as its snapshot says", (step) => {
  expectSvg(splitDrawing(step, step), `split-${step}`, import.meta.dirname);
});

test("splitDrawing(step) has one size, and what is residual in the last only", () => {
  const drawings = splitSteps.map((step) => splitDrawing(step, step));
  expect(new Set(drawings.map((drawing) => drawing.getAttribute("viewBox"))).size).toBe(1);
  expect(drawings.map((drawing) => drawing.querySelectorAll(".residual").length > 0)).toEqual([
    ...Array.from({length: 5}, () => false),
    true
  ]);
  expect(drawings.map((drawing) => drawing.querySelectorAll(".ghost").length)).toEqual([0, 2, 1, 0, 0, 0]);
});
