import type {Expression} from "../expression.js";
import {type BlockOptions, toBlock} from "./block.js";
import {postActivation} from "./postActivation.js";
import {preActivation} from "./preActivation.js";

/**
 * Returns a block of two 3×3 convolutions of *width* channels, the first at **stride**.
 *
 * - input: `[height, width, inChannels]`
 * - result: `[ceil(height / stride), ceil(width / stride), width]`
 *
 * Source: He et al. 2015 (arXiv:1512.03385), Fig. 5 left; pre-activation: He et al. 2016 (arXiv:1603.05027), Fig. 1(b).
 */
export function basicBlock(inChannels: number, width: number, options: BlockOptions = {}): Expression {
  const block = toBlock(options);
  const {stride, dilation} = block;
  const arrange = block.preActivation ? preActivation : postActivation;
  const layers = [
    {filters: width, kernel: 3, stride, dilation},
    {filters: width, kernel: 3, dilation}
  ];
  return arrange(inChannels, layers, block);
}
