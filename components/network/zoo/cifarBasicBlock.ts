import {invalid} from "../../fields/fault.js";
import {basicBlock} from "../blocks/basicBlock.js";
import type {Expression} from "../expression.js";
import {positive} from "../integer.js";
import type {CifarBlock, CifarBlockOptions} from "./cifarBlock.js";
import {cifarNetwork} from "./cifarNetwork.js";
import {blocksPerStage} from "./depth.js";
import {blockOptions} from "./frame.js";

/** Two 3×3 convolutions (He et al. 2015, Fig. 5, left). */
export const cifarBasicBlock: CifarBlock = {label: "basic", curve: "basic blocks", build};

function build({
  depth,
  width,
  layersPerBlock = 2,
  cardinality = 1,
  groupWidth,
  ...options
}: CifarBlockOptions & {width: number}): Expression {
  positive({cardinality});
  if (cardinality > 1) throw invalid("cardinality", cardinality, "oneWideBlock", {});
  if (groupWidth !== undefined) throw invalid("groupWidth", groupWidth, "oneWideBlock", {});
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
