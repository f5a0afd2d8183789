// @vitest-environment jsdom
import {expect, test} from "vitest";
import type {ErrorRow} from "../../components/charts/errorRows.js";
import {finalErrors} from "../../components/charts/finalErrors.js";

const row = (
  net: string,
  split: ErrorRow["split"],
  step: number,
  [error, low, high]: number[]
): ErrorRow => ({
  run: "recorded run",
  net,
  split,
  step,
  error,
  low,
  high
});

test("finalErrors(rows) has each network's last errors in percent, with the range of its runs", () => {
  const rows = [
    row("cifar-plain-20", "training", 100, [0.5, 0.4, 0.6]),
    row("cifar-plain-20", "training", 200, [0.1234, 0.1, 0.15]),
    row("cifar-plain-20", "test", 200, [0.2, 0.2, 0.2]),
    row("cifar-resnet-20", "training", 200, [0, 0, 0])
  ];
  const lines = [...finalErrors(rows).querySelectorAll("tbody tr")].map((line) =>
    [...line.children].map((cell) => cell.textContent!.trim())
  );
  expect(lines).toEqual([
    ["plain-20", "12.3 (10.0–15.0)", "20.0"],
    ["residual-20", "0.0", "–"]
  ]);
});
