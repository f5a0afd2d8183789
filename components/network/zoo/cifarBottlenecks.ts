import {invalid} from "../../fields/fault.js";
import {bottleneck, type BottleneckOptions, expansion} from "../blocks/bottleneck.js";
import type {Expression} from "../expression.js";
import {positive} from "../integer.js";
import type {CifarBlock} from "./cifarBlock.js";
import {cifarNetwork} from "./cifarNetwork.js";
import {blocksPerStage} from "./depth.js";
import {equalCostGroupWidth} from "./equalCostGroupWidth.js";
import {blockOptions, type NetworkOptions} from "./frame.js";

/** 1×1, 3×3 and 1×1 convolutions (He et al. 2015, Fig. 5, right), with cardinality (Xie et al. 2017, Fig. 3). */
export const cifarBottleneck: CifarBlock = {
  label: "bottleneck",
  curve: "bottlenecks",
  build({layersPerBlock, cardinality = 1, groupWidth, ...options}) {
    if (layersPerBlock !== undefined) throw invalid("layersPerBlock", layersPerBlock, "bottleneckLayers", {});
    return cifarBottlenecks({
      ...options,
      cardinality,
      groupWidth: groupWidth ?? equalCostGroupWidth(options.width, cardinality),
      family: "CIFAR networks of bottlenecks"
    });
  }
};

/** Sizes and options of three stages of bottlenecks. */
export interface CifarBottlenecks extends NetworkOptions, Pick<BottleneckOptions, "form"> {
  /** Weighted layers: 9n + 2 for n blocks a stage. */
  depth: number;
  /** Channels of the stem; stages have 4, 8 and 16 times as many. */
  width: number;
  /** Groups of each 3×3 convolution. */
  cardinality: number;
  /** Channels in each group of the first stage; twice and four times as many in the next. */
  groupWidth: number;
  /** What the networks are called where a depth is refused. */
  family: string;
}

/** Returns a network for CIFAR images of three stages of n bottlenecks, `depth` = 9n + 2. */
export function cifarBottlenecks(options: CifarBottlenecks): Expression {
  const {depth, width, cardinality, groupWidth, family, form, ...shared} = options;
  const count = blocksPerStage(depth, {perRound: 9, others: 2, family});
  positive({cardinality, groupWidth, width});
  const stages = [1, 2, 4].map((factor) => ({
    count,
    width: cardinality * groupWidth * factor,
    outChannels: expansion * width * factor
  }));
  return cifarNetwork(width, {
    stages,
    options: shared,
    build: ({inChannels, width, outChannels, stride, first}) =>
      bottleneck(inChannels, width, {
        ...blockOptions(shared),
        ...(first && {sharedActivation: true}),
        outChannels,
        stride,
        cardinality,
        form
      })
  });
}
