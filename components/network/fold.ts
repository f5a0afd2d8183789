import type {Expression, Group, Leaf} from "./expression.js";

/** How to fold an expression from its leaves up: one function for each way to build a network. */
export interface Algebra<T> {
  leaf(leaf: Leaf, name: string): T;
  sequence(parts: T[], name: string): T;
  sum(branches: T[], name: string): T;
  concat(branches: T[], name: string): T;
  /** Defaults to the body's own value. */
  group?(body: T, group: Group, name: string): T;
}

/** Returns the value of an *expression* under an *algebra*. *name* is the dotted path of the labels around it. */
export function fold<T>(expression: Expression, algebra: Algebra<T>, name = ""): T {
  switch (expression.type) {
    case "sequence":
      return algebra.sequence(
        expression.parts.map((part) => fold(part, algebra, name)),
        name
      );
    case "sum":
    case "concat":
      return algebra[expression.type](
        expression.branches.map((branch) => fold(branch, algebra, name)),
        name
      );
    case "group": {
      const inner = joinName(name, expression.label);
      const body = fold(expression.body, algebra, inner);
      return algebra.group ? algebra.group(body, expression, inner) : body;
    }
    default:
      return algebra.leaf(expression, name);
  }
}

/** How to run an expression: what a leaf does to its input, and how branches join. */
export interface Interpretation<V> {
  leaf(leaf: Leaf, input: V, name: string): V;
  sum(branches: V[], name: string): V;
  concat(branches: V[], name: string): V;
  /** Called at the beginning and the end of a group, with the value that enters or leaves it. */
  enter?(group: Group, input: V, name: string): void;
  leave?(group: Group, output: V, name: string): void;
}

/**
 * Returns what an *expression* makes of an *input*, be it a shape, a cost so far, or a tensor. Visits leaves in
 * the order of a forward pass.
 */
export function evaluate<V>(expression: Expression, input: V, how: Interpretation<V>, name = ""): V {
  switch (expression.type) {
    case "sequence":
      return expression.parts.reduce((value, part) => evaluate(part, value, how, name), input);
    case "sum":
    case "concat":
      return how[expression.type](
        expression.branches.map((branch) => evaluate(branch, input, how, name)),
        name
      );
    case "group": {
      const inner = joinName(name, expression.label);
      how.enter?.(expression, input, inner);
      const output = evaluate(expression.body, input, how, inner);
      how.leave?.(expression, output, inner);
      return output;
    }
    default:
      return how.leaf(expression, input, name);
  }
}

/** Returns a *label* behind the labels around it: `layer2.0` for `0` in `layer2`. */
export function joinName(outer: string, label?: string): string {
  return label === undefined ? outer : outer === "" ? label : `${outer}.${label}`;
}
