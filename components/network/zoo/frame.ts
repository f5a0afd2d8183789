import {
  type Block,
  blockActivation,
  blockConv,
  blockNorm,
  type BlockOptions,
  toBlock
} from "../blocks/block.js";
import {leadingParts} from "../blocks/order.js";
import {type Expression, group, label, sequence} from "../expression.js";
import {positive} from "../integer.js";
import {dense, globalAveragePool, norm} from "../leaf.js";

/** Options of every network made of residual stages. Strides and dilations are the stages' own. */
export interface NetworkOptions extends Omit<BlockOptions, "stride" | "dilation" | "sharedActivation"> {
  /** Outputs of the last layer. */
  numClasses?: number;
}

/** Returns *options* without those of the network alone. */
export function blockOptions({
  numClasses: _,
  ...options
}: NetworkOptions): Omit<NetworkOptions, "numClasses"> {
  return options;
}

/** What stands around the stages. */
export interface Frame {
  /** Channels of the first convolution. */
  stemWidth: number;
  kernel: number;
  stride: number;
  /** A pooling that ends the stem. */
  pool?: Expression;
  numClasses: number;
}

/**
 * Returns stem, *stages* and head. The head is global average pooling and one fully connected layer.
 *
 * Where an order puts an activation, or a normalization and an activation, before each convolution, the first block has
 * that of the stem, and its like begins the head after the last sum, the normalization as `bn` (He et al. 2016,
 * appendix, of Fig. 4(d) and (e)). In the order "reluBeforeAddition" nothing follows the last sum: there it is the
 * unit's result, as f is the identity (§4.1), and the appendix adds nothing.
 */
export function framed(frame: Frame, stages: Expression[], options: BlockOptions): Expression {
  const {numClasses} = frame;
  positive({numClasses});
  const block = toBlock(options);
  return sequence(stem(frame, block), ...stages, head(numClasses, block));
}

function stem({stemWidth, kernel, stride, pool}: Frame, block: Block): Expression {
  const layers = [blockConv(1, {filters: stemWidth, kernel, stride}, block)];
  const leading = leadingParts(block.order);
  if (!leading.includes("norm")) layers.push(...blockNorm(1, block));
  if (!leading.includes("activation")) layers.push(blockActivation(block));
  if (pool) layers.push(label("maxpool", pool));
  return group(sequence(...layers), {role: "stem"});
}

function head(numClasses: number, block: Block): Expression {
  const leading = leadingParts(block.order);
  return group(
    sequence(
      ...(leading.includes("norm") && block.norm ? [label("bn", norm())] : []),
      ...(leading.includes("activation") ? [blockActivation(block)] : []),
      label("avgpool", globalAveragePool()),
      label("fc", dense(numClasses))
    ),
    {role: "head"}
  );
}
