import {invalid} from "../../fields/fault.js";
import type {Expression} from "../expression.js";
import {positive} from "../integer.js";
import {type BlockLayer, type BlockOptions, toBlock} from "./block.js";
import {layerParts, residualUnit} from "./residualUnit.js";
import {concatForm, sumForm} from "./resnextForms.js";

/** A block's output channels over its planes (torchvision's `Bottleneck.expansion`). */
export const expansion = 4;

/** Options of a bottleneck. */
export interface BottleneckOptions extends BlockOptions {
  /** Channels of the result. Defaults to `expansion` · width. */
  outChannels?: number;
  /** Cardinality of the 3×3 convolution. Defaults to 1. */
  cardinality?: number;
  /** Whether the first 1×1 convolution strides, as in the paper, instead of the 3×3, as in torchvision. Defaults to false. */
  strideIn1x1?: boolean;
  /** Which of ResNeXt's three equivalent forms is built (Xie et al. 2017, Fig. 3). Defaults to "grouped". */
  form?: "sum" | "concat" | "grouped";
}

/**
 * Returns a block of a 1×1, a 3×3 and a 1×1 convolution; the first two have *width* channels.
 *
 * - input: `[height, width, inChannels]`
 * - result: `[ceil(height / stride), ceil(width / stride), outChannels]`
 *
 * Source: He et al. 2015 (arXiv:1512.03385), Fig. 5 right, with the stride in the 3×3 as in torchvision ("v1.5");
 * with **cardinality**: Xie et al. 2017 (arXiv:1611.05431), Fig. 3(c).
 */
export function bottleneck(inChannels: number, width: number, options: BottleneckOptions = {}): Expression {
  const {
    outChannels = expansion * width,
    cardinality: groups = 1,
    strideIn1x1 = false,
    form = "grouped",
    ...shared
  } = options;
  const block = toBlock(shared);
  const {stride, dilation} = block;
  const layers: BlockLayer[] = [
    {filters: width, kernel: 1, stride: strideIn1x1 ? stride : 1},
    {filters: width, kernel: 3, stride: strideIn1x1 ? 1 : stride, dilation, groups},
    {filters: outChannels, kernel: 1}
  ];
  const partsOf = {grouped: layerParts, sum: sumForm, concat: concatForm}[form];
  return residualUnit(partsOf(layers, block), {inChannels, outChannels, block});
}

/** Returns torchvision's width of a bottleneck: `int(planes * width_per_group / 64) * groups`. */
export function bottleneckWidth(planes: number, groupWidth: number, cardinality: number): number {
  positive({width: planes, groupWidth, cardinality});
  const width = Math.floor((planes * groupWidth) / 64) * cardinality;
  if (width < 1) throw invalid("width", planes, "leavesNoChannel", {groupWidth});
  return width;
}
