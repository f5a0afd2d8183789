// @vitest-environment jsdom
import {expect, test} from "vitest";
import {gradientOverview} from "../../components/charts/gradientOverview.js";
import {gradientTimeline} from "../../components/charts/gradientTimeline.js";
import type {LabCurve} from "../../components/charts/labCurves.js";
import {netSwatches} from "../../components/charts/netLegend.js";
import {labCurveOf, measuredAt} from "./labCurves.js";

const curve = (net: string, norm: boolean, first: number): LabCurve =>
  labCurveOf(net, {
    network: {norm},
    measured: [measuredAt(1, [first, 1]), measuredAt(20, [2 * first, 1])]
  });

const [plain, residual] = ["cifar-plain-20", "cifar-resnet-20"];
const curves = [
  curve(plain, true, 100),
  curve(residual, true, 2),
  curve(plain, false, 0.01),
  curve(residual, false, 1e4)
];

const said = (element: Element) =>
  [...element.querySelectorAll("svg[aria-description]")].map((svg) => svg.getAttribute("aria-description"));

const legend = (element: Element) =>
  [...element.querySelector(".legend")!.children].map(({textContent}) => textContent!.trim());

test("gradientOverview(curves) shows the first step of networks without normalization, and of those with it", () => {
  const overview = gradientOverview(curves);
  expect(said(overview)).toEqual([
    "plain-20: 0.0100 in layer 1, 1.00 in layer 2. residual-20: 1.0 · 10⁴ in layer 1, 1.00 in layer 2.",
    "plain-20: 100 in layer 1, 1.00 in layer 2. residual-20: 2.00 in layer 1, 1.00 in layer 2."
  ]);
  expect([...overview.querySelectorAll("figcaption")].map(({textContent}) => textContent)).toEqual([
    "Without normalization.",
    "With batch normalization."
  ]);
});

test("gradientTimeline(curves) follows the first layer of the networks with normalization", () => {
  const timeline = gradientTimeline(curves);
  expect(said(timeline)).toEqual([
    "plain-20, step 1: 100. plain-20, step 20: 200. residual-20, step 1: 2.00. residual-20, step 20: 4.00."
  ]);
  expect(legend(timeline)).toEqual(["plain-20", "residual-20"]);
});

test("both figures name each network once, in one colour for both of its curves", () => {
  const overview = gradientOverview(curves);
  expect(legend(overview)).toEqual(["plain-20", "residual-20"]);
  const strokes = [...overview.querySelectorAll("path[aria-label]")].map((path) =>
    path.getAttribute("stroke")
  );
  expect(strokes).toEqual(["var(--plain-20)", "var(--residual-20)", "var(--plain-20)", "var(--residual-20)"]);
});

test("netSwatches(nets) has the colour of each, and no lines of errors", () => {
  const swatches = netSwatches([plain, "cifar-plain-56"]);
  expect([...swatches.querySelectorAll(".swatch")].map((swatch) => swatch.getAttribute("style"))).toEqual([
    "background: var(--plain-20)",
    "background: var(--plain-56)"
  ]);
  expect(swatches.textContent).not.toContain("training");
});
