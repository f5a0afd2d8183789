// @vitest-environment jsdom
import {expect, test} from "vitest";
import {publishedChart} from "../../components/charts/publishedChart.js";
import {expectSvg} from "./matchSvg.js";

// He et al. 2015 (arXiv:1512.03385), Table 6: ResNet-20, 56 and 110 on CIFAR-10. The plain network's error is made up.
const nets = [
  {net: "cifar-resnet-20", layers: 20, errorPercent: 8.75},
  {net: "cifar-resnet-56", layers: 56, errorPercent: 6.97},
  {net: "cifar-resnet-110", layers: 110, errorPercent: 6.43},
  {net: "cifar-plain-20", layers: 20, errorPercent: 9.5}
];

test("publishedChart(nets) joins each family in its colour, and numbers each network", () => {
  expectSvg(publishedChart(nets), "publishedChart");
});

test("publishedChart(nets) says what it shows", () => {
  expect(publishedChart(nets.slice(2)).getAttribute("aria-description")).toBe(
    "residual, 110 layers: 6.43 %. plain, 20 layers: 9.5 %."
  );
});
