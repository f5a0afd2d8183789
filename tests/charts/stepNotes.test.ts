import {expect, test} from "vitest";
import type {LabCurve} from "../../components/charts/labCurves.js";
import {stepNotes} from "../../components/charts/stepNotes.js";
import {labCurveOf} from "./labCurves.js";

const measuredIn = (steps: readonly number[], gradients: number[]): Partial<LabCurve> => ({
  measured: steps.map((step) => ({step, gradients, residuals: [], shortcuts: [], responses: []}))
});

const curveOf = (net: string, rest: Partial<LabCurve>): LabCurve => ({...labCurveOf(net), ...rest});

test("stepNotes(curves, step) says nothing of what is drawn", () => {
  expect(stepNotes([curveOf("cifar-plain-20", measuredIn([1, 20], [0.5, 0]))], 20)).toEqual([]);
});

test("stepNotes(curves, step) says why a network is not drawn", () => {
  const curves = [
    curveOf("cifar-plain-20", measuredIn([1], [1])),
    curveOf("cifar-resnet-20", {...measuredIn([1], [1]), diverged: 1, seeds: 3}),
    curveOf("cifar-plain-56", measuredIn([20], [0, 0])),
    curveOf("cifar-resnet-56", {...measuredIn([1], [1]), diverged: 1, seeds: 1})
  ];
  expect(stepNotes(curves, 20)).toEqual([
    "plain-20 is not drawn: step 20 has not been reached.",
    "residual-20 is not drawn: its loss was no longer a number, in 1 of 3 runs.",
    "plain-56 is not drawn: all gradients are 0.",
    "residual-56 is not drawn: its loss was no longer a number."
  ]);
});
