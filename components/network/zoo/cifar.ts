import {invalid} from "../../fields/fault.js";
import {basicBlock, type BasicBlockOptions} from "../blocks/basicBlock.js";
import type {Expression} from "../expression.js";
import {positive} from "../integer.js";
import {cifarBottlenecks} from "./cifarBottlenecks.js";
import {cifarNetwork} from "./cifarNetwork.js";
import {blocksPerStage} from "./depth.js";
import {equalCostGroupWidth} from "./equalCostGroupWidth.js";
import {blockOptions, type NetworkOptions} from "./frame.js";

/** Options of a network for CIFAR images. **shortcut** defaults to "A" here, **numClasses** to 10. */
export interface CifarOptions extends NetworkOptions {
  /** Weighted layers: 6n + 2 for 2n layers of basic blocks a stage, 9n + 2 for n bottlenecks. */
  depth: number;
  /**
   * Channels of the first stage; the next two have twice and four times as many. Stages of bottlenecks give out four
   * times these. Defaults to 16.
   */
  width?: number;
  /** Two 3×3 convolutions, or a bottleneck of 1×1, 3×3 and 1×1. Defaults to "basic". */
  block?: "basic" | "bottleneck";
  /** Convolutions in each basic block; it must divide the 2n layers of a stage. Defaults to 2. */
  layersPerBlock?: BasicBlockOptions["layersPerBlock"];
  /** Groups of each bottleneck's 3×3 convolution: parallel transformations. Defaults to 1. */
  cardinality?: number;
  /**
   * Channels in each group of the first stage; twice and four times as many in the next. Defaults to what keeps a
   * block's parameters nearest those of cardinality 1: see equalCostGroupWidth.
   */
  groupWidth?: number;
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
export function cifarResNet({
  width = 16,
  shortcut = "A",
  block = "basic",
  layersPerBlock,
  cardinality = 1,
  groupWidth,
  ...rest
}: CifarOptions): Expression {
  const options = {width, shortcut, ...rest};
  if (block === "bottleneck") {
    checkThreeLayers(layersPerBlock);
    return cifarBottlenecks({
      ...options,
      cardinality,
      groupWidth: groupWidth ?? equalCostGroupWidth(width, cardinality),
      family: "CIFAR networks of bottlenecks"
    });
  }
  checkBasic(block, cardinality, groupWidth);
  return cifarBasic({...options, layersPerBlock});
}

/** Like cifarResNet, except that it has no shortcuts and no sums: the plain network of the same layers. */
export function cifarPlain(options: CifarOptions): Expression {
  return cifarResNet({...options, residual: false});
}

type BasicOptions = NetworkOptions & Pick<CifarOptions, "layersPerBlock"> & {depth: number; width: number};

function cifarBasic({depth, width, layersPerBlock = 2, ...options}: BasicOptions): Expression {
  const layers = 2 * blocksPerStage(depth, {perRound: 6, others: 2, family: "CIFAR networks"});
  if (layers % layersPerBlock !== 0) {
    throw invalid("layersPerBlock", layersPerBlock, "fillsStage", {depth, layers});
  }
  const count = layers / layersPerBlock;
  positive({width});
  return cifarNetwork(width, {
    stages: [1, 2, 4].map((factor) => ({count, width: width * factor, outChannels: width * factor})),
    build: ({inChannels, width, stride, first}) =>
      basicBlock(inChannels, width, {
        ...blockOptions(options),
        layersPerBlock,
        stride,
        ...(first && {sharedActivation: true})
      }),
    options
  });
}

function checkThreeLayers(layersPerBlock?: number): void {
  if (layersPerBlock === undefined) return;
  throw invalid("layersPerBlock", layersPerBlock, "bottleneckLayers", {});
}

function checkBasic(block: string, cardinality: number, groupWidth?: number): void {
  if (block !== "basic") throw invalid("block", block, "choice", {choices: ["basic", "bottleneck"]});
  positive({cardinality});
  if (cardinality > 1) throw invalid("cardinality", cardinality, "oneWideBlock", {});
  if (groupWidth !== undefined) throw invalid("groupWidth", groupWidth, "oneWideBlock", {});
}
