import {expect, test} from "vitest";
import {errorAt} from "../../components/charts/errorAt.js";
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
