// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {labTable} from "../../components/charts/labTable.js";
import {errorsOf, labCurveOf} from "./labCurves.js";

const [plain, residual] = ["cifar-plain-20", "cifar-resnet-20"];

/** The texts of all rows, and of their cells. */
const cells = (element: Element) =>
  [...element.querySelectorAll("tr")].map((line) =>
    [...line.children].map(({textContent}) => textContent!.trim().replace(/\s+/g, " "))
  );

describe("labTable(curves)", () => {
  test("has a row a network: the mean at its last step, and the range of its runs", () => {
    const table = labTable([
      labCurveOf(plain, {
        seeds: 3,
        errors: [
          ...errorsOf(plain, 50, {training: [0.9, 0.8, 1], test: [0.8, 0.7, 0.9]}),
          ...errorsOf(plain, 100, {training: [0.52345, 0.4, 0.75], test: [0.5, 0.5, 0.50001]})
        ]
      }),
      labCurveOf(residual, {errors: errorsOf(residual, 75, {training: 0.125})})
    ]);
    expect(cells(table)).toEqual([
      ["network", "training (%)", "test (%)"],
      ["plain-20", "52.3 (40.0–75.0)", "50.0"],
      ["residual-20", "12.5", "–"]
    ]);
  });

  test("says which networks diverged, in all runs or in some", () => {
    const errors = errorsOf(plain, 8, {training: [0.9, 0.9, 0.9], test: [0.8, 0.75, 0.85]});
    const rows = (seeds: number, diverged: number, found = errors) =>
      cells(labTable([labCurveOf(plain, {seeds, diverged, errors: found})]))[1].slice(1);
    expect(rows(3, 3)).toEqual(["diverged", "diverged"]);
    expect(rows(1, 1)).toEqual(["diverged", "diverged"]);
    expect(rows(3, 2)).toEqual(["90.0, 2 of 3 diverged", "80.0 (75.0–85.0), 2 of 3 diverged"]);
    expect(rows(3, 1, [])).toEqual(["–, 1 of 3 diverged", "–, 1 of 3 diverged"]);
  });

  test("names networks as it is told, and has the columns that are asked for", () => {
    const table = labTable([labCurveOf(plain), labCurveOf(residual), labCurveOf("cifar-resnet-56")], {
      nameOf: ({spec}) => spec.network.name.toUpperCase(),
      more: [{heading: "steps", of: ({spec}) => String(spec.steps)}]
    });
    expect(cells(table).map((row) => [row[0], row[3]])).toEqual([
      ["network", "steps"],
      ["CIFAR-PLAIN-20", "200"],
      ["CIFAR-RESNET-20", "200"],
      ["CIFAR-RESNET-56", "200"]
    ]);
  });

  test("is the figure's legend, can be scrolled by keyboard, and has headings for rows and columns", () => {
    const table = labTable([labCurveOf(plain), labCurveOf(residual)]);
    expect(
      [...table.querySelectorAll("tbody .swatch")].map((swatch) => swatch.getAttribute("style"))
    ).toEqual(["background: var(--plain-20)", "background: var(--residual-20)"]);
    expect(table.tabIndex).toBe(0);
    expect([table.getAttribute("role"), table.getAttribute("aria-label")]).toEqual([
      "region",
      "Errors after the last step"
    ]);
    expect([...table.querySelectorAll("th")].map((head) => head.getAttribute("scope"))).toEqual([
      "col",
      "col",
      "col",
      "row",
      "row"
    ]);
  });
});
