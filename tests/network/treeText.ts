import type {Expression} from "../../components/network/expression.js";
import {fold} from "../../components/network/fold.js";

/**
 * Returns an *expression* in one line: layers by their labels in a row, `[a + b]` for a sum, `<a, b>` for joined
 * channels, `F(…)` for a residual function and `S(…)` for a shortcut of several layers.
 */
export function treeText(expression: Expression): string {
  return fold<string>(expression, {
    leaf: ({type}, name) => name || type,
    sequence: (parts) => parts.join(" "),
    sum: (branches) => `[${branches.join(" + ")}]`,
    concat: (branches) => `<${branches.join(", ")}>`,
    group(body, {role}) {
      if (role === "residual") return `F(${body})`;
      return role === "shortcut" && body.includes(" ") ? `S(${body})` : body;
    }
  });
}
