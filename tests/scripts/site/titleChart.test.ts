import {JSDOM} from "jsdom";
import {expect, test} from "vitest";
import type {ErrorRow} from "../../../components/charts/errorRows.js";
import {titleChart} from "../../../scripts/site/titleChart.js";

const rows: ErrorRow[] = ["cifar-plain-20", "cifar-plain-56"].flatMap((net) =>
  [0, 4, 8].map((step) => ({
    run: "recorded run",
    net,
    split: "training",
    step,
    error: net.endsWith("56") ? 0.9 : 0.9 - step / 10
  }))
);

test("titleChart(rows) draws the training error of 20 and of 56 layers, the lower one lower, each with its label", () => {
  const {document} = new JSDOM(titleChart([...rows, {...rows[0], split: "test", error: 0}])).window;
  const [deep, shallow] = ["plain-56", "plain-20"].map((name) => document.querySelector(`.${name}`)!);
  expect(deep.textContent).toBe("56 layers");
  expect(shallow.textContent).toBe("20 layers");
  const points = (group: Element) =>
    group
      .querySelector("path")!
      .getAttribute("d")!
      .slice(1)
      .split("L")
      .map((point) => point.split(",").map(Number));
  expect(points(deep)).toHaveLength(3);
  expect(points(deep)[0]).toEqual(points(shallow)[0]);
  expect(points(shallow)[2][1]).toBeGreaterThan(points(deep)[2][1]);
  expect(document.querySelector("svg")!.textContent).toContain("8 steps");
});

test("titleChart(rows) throws if a network is missing", () => {
  expect(() => titleChart(rows.slice(0, 3))).toThrow("no training error of cifar-plain-56");
});
