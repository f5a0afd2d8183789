// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import type {ErrorRow} from "../../components/charts/errorRows.js";
import {errorCsv, errorTable} from "../../components/charts/errorTable.js";
import {runLegend} from "../../components/charts/runLegend.js";

const row = (
  net: string,
  split: ErrorRow["split"],
  step: number,
  error: number,
  run = "this run"
): ErrorRow => ({run, net, split, step, error});

const [plain, residual] = ["cifar-plain-20", "cifar-resnet-20"];

/** The texts of all rows, and of their cells. */
const cells = (element: Element) =>
  [...element.querySelectorAll("tr")].map((line) =>
    [...line.children].map(({textContent}) => textContent!.trim().replace(/\s+/g, " "))
  );

describe("errorTable(rows)", () => {
  test("has two columns a network and a line a step where test error was measured", () => {
    const table = errorTable([
      ...[1, 2, 3, 4].map((step) => row(plain, "training", step, 1 - step / 10)),
      ...[2, 4].map((step) => row(plain, "test", step, step / 8)),
      row(residual, "training", 4, 0.123)
    ]);
    expect(cells(table)).toEqual([
      ["step", "plain-20", "residual-20"],
      ["", "training", "test", "training", "test"],
      ["2", "80.0", "25.0", "–", "–"],
      ["4", "60.0", "50.0", "12.3", "–"]
    ]);
  });

  test("thins the steps to about count, and keeps the last", () => {
    const many = Array.from({length: 23}, (_, i) => row(plain, "training", i + 1, 0.5));
    const steps = (count?: number) =>
      cells(errorTable(many, {count}))
        .slice(2)
        .map(([step]) => Number(step));
    expect(steps()).toEqual([2, 5, 8, 11, 14, 17, 20, 23]);
    expect(steps(3)).toEqual([7, 15, 23]);
    expect(steps(100)).toHaveLength(23);
  });

  test("keeps runs of one network apart, and is named by its caption", () => {
    const table = errorTable(
      [row(plain, "training", 1, 0.5, "seed 1"), row(plain, "training", 1, 0.25, "seed 2")],
      {caption: "Two seeds"}
    );
    expect(cells(table).at(-1)).toEqual(["1", "50.0", "–", "25.0", "–"]);
    expect([...table.querySelectorAll("th[colspan]")].map((head) => head.getAttribute("title"))).toEqual([
      "seed 1",
      "seed 2"
    ]);
    expect(table.querySelector("caption")!.textContent!.trim()).toBe("Two seeds");
    expect(table.getAttribute("aria-label")).toBe("Two seeds");
  });

  test("of nothing has no lines", () => {
    expect(cells(errorTable([]))).toHaveLength(2);
  });
});

describe("errorCsv(rows)", () => {
  test("is a line a row, errors as fractions", () => {
    expect(errorCsv([row(plain, "training", 1, 1 / 3), row(residual, "test", 25, 0.5)])).toBe(
      "run,network,split,step,error\n" +
        "this run,cifar-plain-20,training,1,0.333333\n" +
        "this run,cifar-resnet-20,test,25,0.500000\n"
    );
  });

  test("quotes a run's name where it must", () => {
    const lines = errorCsv([row(plain, "test", 1, 0, 'run 1, "seed" 2')]).split("\n");
    expect(lines[1]).toBe('"run 1, ""seed"" 2",cifar-plain-20,test,1,0.000000');
  });

  test("quotes a network's name where it must", () => {
    expect(errorCsv([row("cifar-resnet-20, λ 0.5", "test", 1, 0)]).split("\n")[1]).toBe(
      'this run,"cifar-resnet-20, λ 0.5",test,1,0.000000'
    );
  });

  test("of nothing is its head", () => {
    expect(errorCsv([])).toBe("run,network,split,step,error\n");
  });
});

test("runLegend(entries) lists networks with their colours, errors and notes", () => {
  const legend = runLegend([
    {net: plain, trainingError: 0.714, testError: 0.75, note: "diverged"},
    {net: residual}
  ]);
  expect(cells(legend).slice(1)).toEqual([
    ["plain-20", "71.4 %", "75.0 %", "diverged"],
    ["residual-20", "–", "–", ""]
  ]);
  const colors = [...legend.querySelectorAll(".swatch")].map((swatch) => swatch.getAttribute("style"));
  expect(colors).toEqual(["background: var(--plain-20)", "background: var(--residual-20)"]);
});
