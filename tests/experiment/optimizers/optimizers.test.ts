import {describe, expect, test} from "vitest";
import {foldFormula, type FormulaFold} from "../../../components/experiment/optimizers/formula.js";
import type {Optimizer} from "../../../components/experiment/optimizers/optimizer.js";
import {
  optimizerOf,
  optimizers,
  type OptimizerType,
  scalarNames,
  scalarsOf
} from "../../../components/experiment/optimizers/optimizers.js";
import {handMade, type Weight} from "./byHand.js";

/** The formulas in float64. */
function moved(
  {slots, update}: Optimizer,
  scalars: Record<string, number>,
  weight: Weight,
  gradient: number
) {
  const values: Record<string, number> = {...weight, gradient};
  const fold: FormulaFold<number> = {
    value: (name) => values[name],
    scalar: (name) => scalars[name],
    add: (a, b) => a + b,
    sub: (a, b) => a - b,
    mul: (a, b) => a * b,
    div: (a, b) => a / b,
    sqrt: Math.sqrt
  };
  for (const {name, formula} of update) values[name] = foldFormula(formula, fold);
  return Object.fromEntries(["parameter", ...slots].map((name) => [name, values[name]])) as Weight;
}

describe("the formulas of an optimiser", () => {
  for (const {title, type, settings, move} of handMade) {
    test(`are PyTorch's in float64, over 20 steps: ${title}`, () => {
      const optimizer = optimizerOf(type);
      const first: Weight = {parameter: 1.5};
      for (const slot of optimizer.slots) first[slot] = 0;
      let ours = first;
      const theirs = {...first};
      for (let step = 1; step <= 20; step++) {
        const gradient = Math.sin(step) * 3;
        ours = moved(optimizer, scalarsOf(optimizer, {...settings, step}), ours, gradient);
        move(theirs, gradient, step);
        for (const name of Object.keys(theirs)) expect(ours[name]).toBeCloseTo(theirs[name], 12);
      }
      expect(theirs.parameter).not.toBeCloseTo(first.parameter, 2);
    });
  }

  test("name values that are there, and every scalar once", () => {
    for (const optimizer of optimizers) {
      const known = new Set(["parameter", "gradient", ...optimizer.slots]);
      const used: string[] = [];
      const words: FormulaFold<string[]> = {
        value: (name) => (expect(known, name).toContain(name), []),
        scalar: (name) => [name],
        add: (a, b) => [...a, ...b],
        sub: (a, b) => [...a, ...b],
        mul: (a, b) => [...a, ...b],
        div: (a, b) => [...a, ...b],
        sqrt: (a) => a
      };
      for (const {name, formula} of optimizer.update) {
        used.push(...foldFormula(formula, words));
        known.add(name);
      }
      expect(used.toSorted()).toEqual(scalarNames(optimizer).toSorted());
    }
  });
});

test("optimizerOf() is SGD; optimizerOf(type) throws on one that is not there", () => {
  expect(optimizerOf().type).toBe("sgd");
  expect(() => optimizerOf("lion" as OptimizerType)).toThrow(
    "unknown optimizer: lion; it must be one of sgd, adamW"
  );
});

test("scalarsOf(adamW) throws if it is not told the step", () => {
  expect(() => scalarsOf(optimizerOf("adamW"), {learningRate: 1e-3, weightDecay: 0})).toThrow(
    "invalid step: NaN"
  );
});
