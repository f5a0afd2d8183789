/**
 * A formula over the numbers that belong to one weight: values, by name, and the scalars of a step, which are the same for
 * all weights. Plain data, so that each executor makes its own program of it.
 */
export type Formula =
  | {readonly type: "value" | "scalar"; readonly name: string}
  | {readonly type: "add" | "sub" | "mul" | "div"; readonly a: Formula; readonly b: Formula}
  | {readonly type: "sqrt"; readonly a: Formula};

/** What a fold makes of each kind of node. */
export interface FormulaFold<T> {
  value(name: string): T;
  scalar(name: string): T;
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  sqrt(a: T): T;
}

/** Returns what a *fold* makes of a *formula*, from the leaves up. */
export function foldFormula<T>(formula: Formula, fold: FormulaFold<T>): T {
  switch (formula.type) {
    case "value":
    case "scalar":
      return fold[formula.type](formula.name);
    case "sqrt":
      return fold.sqrt(foldFormula(formula.a, fold));
    default:
      return fold[formula.type](foldFormula(formula.a, fold), foldFormula(formula.b, fold));
  }
}

/** Returns the value of a *name*. */
export const value = (name: string): Formula => ({type: "value", name});

/** Returns the scalar of a *name*. */
export const scalar = (name: string): Formula => ({type: "scalar", name});

/** Returns a + b. */
export const add = (a: Formula, b: Formula): Formula => ({type: "add", a, b});

/** Returns a − b. */
export const sub = (a: Formula, b: Formula): Formula => ({type: "sub", a, b});

/** Returns a · b. */
export const mul = (a: Formula, b: Formula): Formula => ({type: "mul", a, b});

/** Returns a / b. */
export const div = (a: Formula, b: Formula): Formula => ({type: "div", a, b});

/** Returns √a. */
export const sqrt = (a: Formula): Formula => ({type: "sqrt", a});
