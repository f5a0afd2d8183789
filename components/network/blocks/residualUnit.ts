import {type Expression, group, sequence, sum} from "../expression.js";
import {type Block, blockActivation, blockConv, type BlockLayer, blockNorm} from "./block.js";
import {arrangements, leadingParts} from "./order.js";
import {isIdentityShortcut, shortcut} from "./shortcut.js";

/** Returns the parts of *layers* in the block's order, each a list, since a block may have no normalization. */
export function layerParts(layers: BlockLayer[], block: Block): Expression[][] {
  return layers.flatMap((layer, index) => {
    const i = index + 1;
    const parts = {
      conv: [blockConv(i, layer, block)],
      norm: blockNorm(i, block, i === layers.length && block.zeroInitResidual),
      activation: [blockActivation(block)]
    };
    return arrangements[block.order].layer.map((part) => parts[part]);
  });
}

/**
 * Returns the residual unit of *parts*: the sum of a residual function and the shortcut, followed by as many parts as
 * the block's order has after the addition. In the original order that is relu(F(x) + shortcut(x)); the identity
 * shortcuts of the last three orders join the whole network, x + F(x). A plain network's block is *parts* in a row.
 *
 * Where an order activates before the convolution and the shortcut is not the identity, both take the activated input,
 * such as a = relu(bn1(x)): shortcut(a) + F(x).
 *
 * Source: He et al. 2015 (arXiv:1512.03385), Eqn. 1 and 2, Fig. 2; He et al. 2016 (arXiv:1603.05027), Fig. 4 and the
 * appendix: the first unit shares its activation, and projections "are also with pre-activation". Sharing at every
 * change of shape is from the authors' code.
 */
export function residualUnit(
  parts: Expression[][],
  {inChannels, outChannels, block}: {inChannels: number; outChannels: number; block: Block}
): Expression {
  const shared = block.sharedActivation ?? !isIdentityShortcut(inChannels, outChannels, block);
  const begin = shared ? leadingParts(block.order).length : 0;
  const end = parts.length - arrangements[block.order].afterAddition;
  const residual = group(sequence(...parts.slice(begin, end).flat()), {role: "residual"});
  const joined = block.residual ? sum(residual, shortcut(inChannels, outChannels, block)) : residual;
  const [before, after] = [parts.slice(0, begin).flat(), parts.slice(end).flat()];
  return before.length + after.length === 0 ? joined : sequence(...before, joined, ...after);
}
