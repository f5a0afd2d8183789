// @vitest-environment jsdom
import {expect, test} from "vitest";
import {longLesionFigure} from "../../components/labs/longLesionFigure.js";
import {recordingOf} from "./shelf.js";

test("longLesionFigure(recorded) draws each network by both statistics, and what was dropped in training as diamonds", () => {
  const networks = ["cifar-resnet-8", {name: "cifar-resnet-8", survival: 0.5}];
  const figure = longLesionFigure(recordingOf(...networks));
  const charts = [...figure.querySelectorAll(".panels svg")];
  expect(charts.map((chart) => chart.getAttribute("aria-label"))).toEqual([
    "Test error against the share of blocks deleted at random. By statistics of the whole network, as trained",
    "Test error against the share of blocks deleted at random. By statistics of each batch, without the blocks"
  ]);
  for (const chart of charts) {
    expect(chart.getAttribute("aria-description")).toContain("stochastic depth 0.5");
    const dots = [...chart.querySelectorAll("[aria-label=dot] path")].map((dot) => dot.getAttribute("d"));
    expect(dots).toHaveLength(4);
    expect(new Set(dots).size).toBe(2); // circles, and diamonds
  }
});
