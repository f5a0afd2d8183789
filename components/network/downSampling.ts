import type {Expression} from "./expression.js";
import {fold} from "./fold.js";
import type {Leaf} from "./leaf.js";

/** Returns the factor by which *expression* divides height and width before its head: the product of its strides. */
export function downSampling(expression: Expression): number {
  return fold(expression, {
    leaf: stride,
    sequence: (parts) => parts.reduce((product, factor) => product * factor, 1),
    sum: (branches) => Math.max(...branches),
    concat: (branches) => Math.max(...branches)
  });
}

function stride(leaf: Leaf): number {
  return "stride" in leaf ? leaf.stride : 1;
}
