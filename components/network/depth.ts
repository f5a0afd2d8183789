import {sum as total} from "d3-array";
import type {Expression} from "./expression.js";
import {fold} from "./fold.js";

/**
 * Returns the depth of *expression*: convolutions and fully connected layers on its main path. Shortcuts are not
 * counted, projections included; of joined branches the deepest counts.
 *
 * Source: He et al. 2015 (arXiv:1512.03385), Table 1, whose 50-layer network has 50 without its four projections.
 */
export function depth(expression: Expression): number {
  return fold<number>(expression, {
    leaf: ({type}) => (type === "conv" || type === "dense" ? 1 : 0),
    sequence: (parts) => total(parts),
    sum: (branches) => Math.max(...branches),
    concat: (branches) => Math.max(...branches),
    group: (body, {role}) => (role === "shortcut" ? 0 : body)
  });
}
