import {type Expression, group, sequence, sum} from "../expression.js";
import {type Block, blockActivation, blockConv, type BlockLayer, blockNorm} from "./block.js";
import {shortcut} from "./shortcut.js";

/**
 * Returns the block relu(F(x) + shortcut(x)) whose residual function F is *layers*, each a convolution and a
 * normalization, with an activation between them: the order of the original paper.
 *
 * Source: He et al. 2015 (arXiv:1512.03385), §3.2, Eqn. 1 and 2, and Fig. 2.
 */
export function postActivation(inChannels: number, layers: BlockLayer[], block: Block): Expression {
  const last = layers.length;
  const parts = layers.flatMap((layer, index) => {
    const i = index + 1;
    const convolution = [
      blockConv(i, layer, block),
      ...blockNorm(i, block, i === last && block.zeroInitResidual)
    ];
    return i === last ? convolution : [...convolution, blockActivation(block)];
  });
  return activatedSum(inChannels, layers[last - 1].filters, {block, residual: sequence(...parts)});
}

/** Returns relu(F(x) + shortcut(x)), or relu(F(x)) in a plain network, for any **residual** function F. */
export function activatedSum(
  inChannels: number,
  outChannels: number,
  {block, residual}: {block: Block; residual: Expression}
): Expression {
  const path = group(residual, {role: "residual"});
  const body = block.residual ? sum(path, shortcut(inChannels, outChannels, block)) : path;
  return sequence(body, blockActivation(block));
}
