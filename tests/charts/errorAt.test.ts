import {expect, test} from "vitest";
import {errorAt, errorRangeAt} from "../../components/charts/errorAt.js";
import type {ErrorRow} from "../../components/charts/errorRows.js";

const rows: ErrorRow[] = [
  {run: "r", net: "a", split: "test", step: 4, error: 0.9},
  {run: "r", net: "a", split: "training", step: 4, error: 0.126},
  {run: "r", net: "b", split: "training", step: 4, error: 0.004}
];

test("errorAt(rows, net, step) is the training error there, in whole percent, or throws", () => {
  expect(errorAt(rows, "a", 4)).toBe("13");
  expect(errorAt(rows, "b", 4)).toBe("0");
  expect(() => errorAt(rows, "b", 8)).toThrow("no training error of b after 8 steps");
});

test("errorRangeAt(rows, net, step) has the lowest and the highest run with it", () => {
  const range: ErrorRow[] = [{...rows[1], low: 0.02, high: 0.618}];
  expect(errorRangeAt(range, "a", 4)).toBe("13 % (2 to 62)");
  expect(() => errorRangeAt(range, "b", 4)).toThrow("no training error of b after 4 steps");
});
