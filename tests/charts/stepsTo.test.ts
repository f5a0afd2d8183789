// @vitest-environment jsdom
import {expect, test} from "vitest";
import {stepsTable} from "../../components/charts/stepsTable.js";
import {fastest, stepsTo} from "../../components/charts/stepsTo.js";
import {errorsOf, labCurveOf} from "./labCurves.js";

const net = "cifar-convnet-4";

/** A curve whose mean falls by a tenth every ten steps, one run a tenth ahead and one a tenth behind. */
function falling(activation: string, from: number) {
  const steps = [10, 20, 30, 40];
  return labCurveOf(net, {
    network: {activation},
    errors: steps.flatMap((step) => {
      const error = (10 * from - step / 10) / 10;
      return errorsOf(net, step, {training: [error, error - 0.1, error + 0.1]});
    })
  });
}

test("stepsTo(curve, error) is the first step of the mean, of the first run, and of the last", () => {
  expect(stepsTo(falling("relu", 0.5), 0.25)).toEqual({mean: 30, first: 20, last: 40});
  expect(stepsTo(falling("relu", 0.6), 0.25)).toEqual({mean: 40, first: 30, last: undefined});
  expect(stepsTo(falling("relu", 0.9), 0.25)).toEqual({mean: undefined, first: undefined, last: undefined});
});

test("fastest(curves) has the curve of each name that is down first", () => {
  const curves = [falling("relu", 0.6), falling("relu", 0.5), falling("tanh", 0.9)];
  const found = fastest(curves, {error: 0.25, nameOf: ({spec}) => String(spec.network.activation)});
  expect(found.map(({name, curve}) => [name, curves.indexOf(curve)])).toEqual([
    ["relu", 1],
    ["tanh", 2]
  ]);
});

test("stepsTable(curves) says it in words, and what has not come down", () => {
  const curves = [falling("relu", 0.6), falling("tanh", 0.9)];
  const table = stepsTable(curves, {
    error: 0.25,
    heading: "activation",
    nameOf: ({spec}) => String(spec.network.activation)
  });
  const rows = [...table.querySelectorAll("tbody tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent!.trim())
  );
  expect(rows).toEqual([
    ["relu", "0.05", "40 (first run 30, last not in 200)"],
    ["tanh", "0.05", "not in 200"]
  ]);
});
