import {invalid} from "../../fields/fault.js";
import type {Expression} from "../expression.js";
import {type BlockOptions, toBlock} from "./block.js";
import {layerParts, residualUnit} from "./residualUnit.js";

/** Options of a basic block. */
export interface BasicBlockOptions extends BlockOptions {
  /** Convolutions of the residual function. Defaults to 2. */
  layersPerBlock?: 1 | 2 | 3;
}

/**
 * Returns a block of two 3×3 convolutions of *width* channels, the first at **stride**.
 *
 * - input: `[height, width, inChannels]`
 * - result: `[ceil(height / stride), ceil(width / stride), width]`
 *
 * Source: He et al. 2015 (arXiv:1512.03385), Fig. 5 left, and §3.2 for other **layersPerBlock**: with one layer a block
 * is similar to a linear layer, y = W₁x + x, for which the authors have not observed advantages. Its **order**: He et
 * al. 2016 (arXiv:1603.05027), Fig. 4.
 */
export function basicBlock(inChannels: number, width: number, options: BasicBlockOptions = {}): Expression {
  const {layersPerBlock = 2, ...shared} = options;
  if (![1, 2, 3].includes(layersPerBlock)) {
    throw invalid("layersPerBlock", layersPerBlock, "choice", {choices: [1, 2, 3]});
  }
  const block = toBlock(shared);
  const {stride, dilation} = block;
  const layers = Array.from({length: layersPerBlock}, (_, i) => ({
    ...{filters: width, kernel: 3, dilation},
    stride: i === 0 ? stride : 1
  }));
  return residualUnit(layerParts(layers, block), {inChannels, outChannels: width, block});
}
