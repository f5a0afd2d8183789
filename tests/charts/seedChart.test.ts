// @vitest-environment jsdom
import {expect, test} from "vitest";
import {seedChart} from "../../components/charts/seedChart.js";
import {errorsOf, labCurveOf} from "./labCurves.js";
import {expectSvg} from "./matchSvg.js";

const curves = [8, 20].map((depth) => {
  const net = `cifar-resnet-${depth}`;
  return labCurveOf(net, {
    errors: errorsOf(net, 100, {training: 0.1, test: 0.1}),
    ends: [1, 2, 3].map((seed) => ({seed, training: seed / depth, test: seed / 10 + 1 / depth}))
  });
});

test("seedChart(curves) joins the runs of a seed from network to network", () => {
  const chart = seedChart(curves, {width: 400, height: 240});
  expectSvg(chart, "seedChart");
  expect(chart.querySelectorAll("circle")).toHaveLength(12); // 2 networks, 3 seeds, 2 errors
  expect(chart.getAttribute("aria-description")).toMatch(
    /^residual-8, seed 1: test error 22\.5 %\. .* residual-20, seed 3: test error 35\.0 %\.$/
  );
});
