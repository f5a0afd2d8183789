import {bottleneckWidth, expansion} from "../blocks/bottleneck.js";
import type {Stage} from "./residualStages.js";

/** Blocks at one resolution, as torchvision's class counts them. */
export interface StagePlan {
  /** Blocks. */
  readonly count: number;
  /** Channels of a basic block's result, and a quarter of a bottleneck's. */
  readonly planes: number;
  /** Whether it dilates where it would stride by 2. */
  readonly dilated: boolean;
}

/** Which blocks a network has, and of bottlenecks the groups and their channels for every 64 planes. */
export interface StageBlocks {
  readonly block: "basic" | "bottleneck";
  readonly cardinality: number;
  readonly groupWidth: number;
}

/**
 * Returns the stages of *plans*. All but the first stride or dilate by 2; as in torchvision, the first block of a dilated stage
 * keeps the dilation before it.
 */
export function stageTable(
  plans: readonly StagePlan[],
  {block, cardinality, groupWidth}: StageBlocks
): Stage[] {
  let dilation = 1;
  return plans.map(({count, planes, dilated}, i) => {
    const before = dilation;
    if (dilated) dilation *= 2;
    return {
      count,
      width: block === "basic" ? planes : bottleneckWidth(planes, groupWidth, cardinality),
      outChannels: block === "basic" ? planes : planes * expansion,
      stride: i > 0 && !dilated ? 2 : 1,
      dilation: [before, dilation]
    };
  });
}
