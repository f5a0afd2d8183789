import type {Expression} from "./expression.js";
import {fold} from "./fold.js";

/**
 * Returns the number of parallel transformations that a *residual function* is an aggregate of: the paths through it, 1 of
 * a basic block or a bottleneck, and the cardinality of a ResNeXt block in each of its three forms, (a) a sum of
 * branches, (b) their concatenation before a convolution, (c) a convolution in groups.
 *
 * A sequence multiplies, branches add, a convolution is as many as its groups, a shortcut and any other layer are 1. So a
 * depthwise convolution is one transformation for each channel, which the paper calls the special case of its groups.
 * Two convolutions in groups count every pair, as where a layer between them mixes the channels.
 *
 * Source: Xie et al. 2017 (arXiv:1611.05431), §2, §3.2 and Fig. 3.
 */
export function transformations(residualFunction: Expression): bigint {
  const added = (branches: bigint[]) => branches.reduce((sum, branch) => sum + branch);
  return fold<bigint>(residualFunction, {
    leaf: (leaf) => (leaf.type === "conv" ? BigInt(leaf.groups) : 1n),
    sequence: (parts) => parts.reduce((product, part) => product * part, 1n),
    sum: added,
    concat: added,
    group: (body, {role}) => (role === "shortcut" ? 1n : body)
  });
}
