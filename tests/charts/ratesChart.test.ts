// @vitest-environment jsdom
import {expect, test} from "vitest";
import {ratesChart} from "../../components/charts/ratesChart.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {labCurveOf} from "./labCurves.js";
import {expectSvg} from "./matchSvg.js";

const curves = (["none", "deviation"] as const).flatMap((normalization) =>
  [0.01, 0.1].map((learningRate) => {
    const curve = labCurveOf("cifar-convnet-4", {
      ends: [1, 2].map((seed) => ({seed, training: seed * learningRate, test: 0})),
      diverged: learningRate === 0.1 && normalization === "none" ? 1 : 0
    });
    const spec = toRunSpec({...curve.spec, dataset: {normalization}, optimizer: {learningRate}});
    return {...curve, spec};
  })
);

test("ratesChart(curves) is the error at the end against the learning rate; who diverged, guesses", () => {
  const chart = ratesChart(curves, {
    label: "By what is taken out",
    nameOf: ({spec}) => spec.dataset.normalization,
    dashes: {none: "2 3"},
    width: 400
  });
  expect(chart.getAttribute("aria-description")).toBe(
    "none, rate 0.01: 2 %. deviation, rate 0.01: 2 %. none, rate 0.1: 40 %. deviation, rate 0.1: 15 %."
  );
  expectSvg(chart, "ratesChart");
});
