import type {Block, BlockOptions} from "../blocks/block.js";
import {blockActivation, blockConv, blockNorm, toBlock} from "../blocks/block.js";
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
 * In a pre-activation network the stem is the convolution alone, since the first block starts with its normalization
 * and activation, and a last normalization `bn` and activation begin the head (He et al. 2016, appendix).
 */
export function framed(frame: Frame, stages: Expression[], options: BlockOptions): Expression {
  const {numClasses} = frame;
  positive({numClasses});
  const block = toBlock(options);
  return sequence(stem(frame, block), ...stages, head(numClasses, block));
}

function stem({stemWidth, kernel, stride, pool}: Frame, block: Block): Expression {
  const layers = [blockConv(1, {filters: stemWidth, kernel, stride}, block)];
  if (!block.preActivation) layers.push(...blockNorm(1, block), blockActivation(block));
  if (pool) layers.push(label("maxpool", pool));
  return group(sequence(...layers), {role: "stem"});
}

function head(numClasses: number, block: Block): Expression {
  const last = block.norm ? [label("bn", norm()), blockActivation(block)] : [blockActivation(block)];
  return group(
    sequence(
      ...(block.preActivation ? last : []),
      label("avgpool", globalAveragePool()),
      label("fc", dense(numClasses))
    ),
    {role: "head"}
  );
}
