import {type Expression, group, sequence, sum} from "../expression.js";
import {type Block, blockActivation, blockConv, type BlockLayer, blockNorm} from "./block.js";
import {isIdentityShortcut, shortcut} from "./shortcut.js";

/**
 * Like postActivation, except that normalization and activation come before each convolution and nothing follows the
 * sum, so that identity shortcuts join the whole network: x + F(x).
 *
 * Where the shortcut is not the identity, it takes the activated input, a = relu(bn1(x)): shortcut(a) + F(x).
 *
 * Source: He et al. 2016 (arXiv:1603.05027), §4.1, Fig. 4(e) and the appendix (the first unit shares its activation);
 * sharing at every change of shape is from the authors' code.
 */
export function preActivation(inChannels: number, layers: BlockLayer[], block: Block): Expression {
  const outChannels = layers[layers.length - 1].filters;
  const [first, ...others] = layers.map((layer, i) => blockConv(i + 1, layer, block));
  const start = activated(1, block);
  const rest = [first, ...others.flatMap((convolution, i) => [...activated(i + 2, block), convolution])];
  const join = (...path: Expression[]): Expression => {
    const residual = group(sequence(...path), {role: "residual"});
    return block.residual ? sum(residual, shortcut(inChannels, outChannels, block)) : residual;
  };
  const shared = block.sharedActivation ?? !isIdentityShortcut(inChannels, outChannels, block);
  return shared ? sequence(...start, join(...rest)) : join(...start, ...rest);
}

function activated(i: number, block: Block): Expression[] {
  return [...blockNorm(i, block), blockActivation(block)];
}
