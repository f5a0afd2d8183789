import type {Expression} from "./expression.js";
import {fold} from "./fold.js";

/** Returns the number of residual functions in *expression*, which is that of its blocks; a plain network's count too. */
export function residualFunctions(expression: Expression): number {
  const added = (parts: number[]): number => parts.reduce((sum, part) => sum + part, 0);
  return fold<number>(expression, {
    leaf: () => 0,
    sequence: added,
    sum: added,
    concat: added,
    group: (body, {role}) => (role === "residual" ? 1 : body)
  });
}
