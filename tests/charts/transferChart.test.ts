// @vitest-environment jsdom
import {expect, test} from "vitest";
import {transferChart} from "../../components/charts/transferChart.js";
import {transferDifference, transferError} from "../../components/charts/transferText.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {type TransferWay, transferWayOf, transferWays} from "../../components/experiment/transferWays.js";
import {labCurveOf} from "./labCurves.js";
import {expectSvg} from "./matchSvg.js";

const ways = Object.keys(transferWays) as TransferWay[];

/** Errors of two seeds: fewer with more images, and with each way. */
const curves = ways.flatMap((way, i) =>
  [2, 20].map((imagesPerClass) => {
    const {network} = transferWays[way];
    const ends = [1, 2].map((seed) => ({
      ...{seed, training: 0},
      test: (0.8 - 0.1125 * i) / imagesPerClass + 0.02 * seed
    }));
    const spec = toRunSpec({
      network: {name: "cifar-resnet-8", ...network},
      dataset: {classes: "last", imagesPerClass},
      ...{batch: 10, steps: 400}
    });
    return {...labCurveOf("cifar-resnet-8", {ends}), spec};
  })
);

test("transferWayOf(network) is the way whose settings it has", () => {
  for (const way of ways) {
    const {network} = toRunSpec({
      network: {name: "cifar-resnet-8", ...transferWays[way].network},
      steps: 400
    });
    expect(transferWayOf(network)).toBe(way);
  }
});

test("transferChart(curves) is the test error by the images of each class, a line a way", () => {
  const chart = transferChart(curves, {width: 480});
  expect(chart.getAttribute("aria-description")).toContain("from scratch, images 2: 43 %.");
  expect(chart.getAttribute("aria-description")).toContain("frozen, in eval mode, images 20: 5 %.");
  expectSvg(chart, "transferChart");
});

test("transferError() and transferDifference() find the runs of a way and a number of images", () => {
  expect(transferError(curves, {way: "scratch", images: 2})).toBe("43\u00a0% (42 to 44)");
  expect(transferError(curves, {way: "tuned", images: 2, split: "training"})).toBe("0\u00a0%");
  expect(transferDifference(curves, {way: "scratch", other: "tuned", images: 2})).toBe(
    "5.6 points (95\u00a0% interval 5.6 to 5.6)"
  );
});
