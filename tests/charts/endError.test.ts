import {expect, test} from "vitest";
import {endError} from "../../components/charts/endError.js";
import {labCurveOf} from "./labCurves.js";

const curves = [1, 0.5].map((shortcutScale) =>
  labCurveOf("cifar-resnet-56", {
    network: {shortcutScale},
    ends: [1, 2].map((seed) => ({seed, training: 0.01 * seed * shortcutScale, test: 0.3 * seed}))
  })
);

test("endError(curves, network) is the mean of the runs' ends, with the lowest and the highest", () => {
  expect(endError(curves, {name: "cifar-resnet-56", shortcutScale: 1})).toBe("1.5\u00a0% (1 to 2)");
  expect(endError(curves, {shortcutScale: 0.5})).toBe("0.8\u00a0% (0.5 to 1)");
  expect(endError(curves, {shortcutScale: 0.5}, "test")).toBe("45\u00a0% (30 to 60)");
});

test("endError(curves, network) of what was not recorded throws", () => {
  expect(() => endError(curves, {shortcutScale: 2})).toThrow('no errors of {"shortcutScale":2}');
});
