import {invalid} from "../../fields/fault.js";
import type {Expression} from "../expression.js";
import type {CifarBlockOptions} from "./cifarBlock.js";
import {type CifarBlockName, cifarBlocks} from "./cifarBlocks.js";

/** Options of a network for CIFAR images. **shortcut** defaults to "A" here, **numClasses** to 10. */
export interface CifarOptions extends CifarBlockOptions {
  /** What its stages are made of: two 3×3 convolutions, or a bottleneck of 1×1, 3×3 and 1×1. Defaults to "basic". */
  block?: CifarBlockName;
}

/**
 * Returns a residual network of three stages of n blocks: `depth` = 6n + 2 with basic blocks, 9n + 2 with bottlenecks.
 *
 * - input: `[32, 32, 3]` in the paper; any size from 4×4 up
 * - result: `[1, 1, numClasses]`, logits
 *
 * Source: He et al. 2015 (arXiv:1512.03385), §4.2 and Table 6, for **layersPerBlock** §3.2; for **order** He et al. 2016
 * (arXiv:1603.05027), §4.1; with **cardinality** Xie et al. 2017 (arXiv:1611.05431), §5.3. Convolutions that a
 * normalization follows have no bias, on which the papers are silent.
 */
export function cifarResNet({block = "basic", ...options}: CifarOptions): Expression {
  const choices = Object.keys(cifarBlocks);
  if (!choices.includes(block)) throw invalid("block", block, "choice", {choices});
  return cifarBlocks[block].build({width: 16, shortcut: "A", ...options});
}

/** Like cifarResNet, except that it has no shortcuts and no sums: the plain network of the same layers. */
export function cifarPlain(options: CifarOptions): Expression {
  return cifarResNet({...options, residual: false});
}
