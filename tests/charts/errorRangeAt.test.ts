import {expect, test} from "vitest";
import {errorRangeAt} from "../../components/charts/errorRangeAt.js";
import type {ErrorRow} from "../../components/charts/errorRows.js";

const rows: ErrorRow[] = [
  {run: "r", net: "a", split: "test", step: 4, error: 0.9, low: 0.8, high: 1},
  {run: "r", net: "a", split: "training", step: 4, error: 0.126, low: 0.02, high: 0.618}
];

test("errorRangeAt(rows, net, step, {split}) is the test error, if that is asked for", () => {
  expect(errorRangeAt(rows, "a", 4, {split: "test"})).toBe("90\u00a0% (80 to 100)");
  expect(() => errorRangeAt(rows, "a", 8, {split: "test"})).toThrow("no test error of a after 8 steps");
});

test("errorRangeAt(rows, net, step) is the training error there, with the lowest and the highest run, or throws", () => {
  expect(errorRangeAt(rows, "a", 4)).toBe("13\u00a0% (2 to 62)");
  expect(() => errorRangeAt(rows, "a", 8)).toThrow("no training error of a after 8 steps");
  expect(() => errorRangeAt(rows, "b", 4)).toThrow("no training error of b after 4 steps");
});
