import {invalid} from "../../fields/fault.js";
import {basicBlock} from "../blocks/basicBlock.js";
import {bottleneck, type BottleneckOptions} from "../blocks/bottleneck.js";
import type {Expression} from "../expression.js";
import {positive} from "../integer.js";
import {maxPool} from "../leaf.js";
import {checkDepth} from "./depth.js";
import {blockOptions, framed, type NetworkOptions} from "./frame.js";
import {type Place, residualStages} from "./residualStages.js";
import {stageTable} from "./stageTable.js";

type Kind = "basic" | "bottleneck";

/** Options of a residual network for ImageNet; names and meanings are torchvision's. */
export interface ResNetOptions extends NetworkOptions, Pick<BottleneckOptions, "strideIn1x1" | "form"> {
  /** Weighted layers: 18, 34, 50, 101, 152 or 200. Needed unless **layers** is given. */
  depth?: number;
  /** Blocks of the four stages, in place of a depth's. */
  layers?: readonly number[];
  /** The block that goes with **layers**. Defaults to "bottleneck". */
  block?: Kind;
  /** Planes of the first stage and channels of the stem; each further stage has twice as many. Defaults to 64. */
  width?: number;
  /** Cardinality of bottlenecks. Defaults to 1. */
  cardinality?: number;
  /** Channels in a group for every 64 planes. Defaults to 64. */
  groupWidth?: number;
  /** Whether stages 2, 3 and 4 dilate instead of striding. Defaults to false for each. */
  replaceStrideWithDilation?: readonly boolean[];
}

/** He et al. 2015, Table 1; 200 is He et al. 2016 (arXiv:1603.05027), Table 5: 152 with 16 more blocks at 28×28. */
const table: Record<number, {block: Kind; layers: readonly number[]}> = {
  18: {block: "basic", layers: [2, 2, 2, 2]},
  34: {block: "basic", layers: [3, 4, 6, 3]},
  50: {block: "bottleneck", layers: [3, 4, 6, 3]},
  101: {block: "bottleneck", layers: [3, 4, 23, 3]},
  152: {block: "bottleneck", layers: [3, 8, 36, 3]},
  200: {block: "bottleneck", layers: [3, 24, 36, 3]}
};

/**
 * Returns a residual network of four stages.
 *
 * - input: `[224, 224, 3]` in the paper; any size from 32×32 up
 * - result: `[1, 1, numClasses]`, logits; **numClasses** defaults to 1000
 *
 * Source: He et al. 2015 (arXiv:1512.03385), Table 1, with torchvision's names. Bottlenecks stride in the 3×3 unless
 * **strideIn1x1**, which is the paper's. A pre-activation network pools before what its first block begins with.
 */
export function resNet(options: ResNetOptions): Expression {
  const {depth = 50, layers, block, width = 64, replaceStrideWithDilation, ...rest} = options;
  const {cardinality = 1, groupWidth = 64, strideIn1x1, form, ...shared} = rest;
  const plan = layers ? {block: block ?? "bottleneck", layers} : planOf(depth);
  checkDepth(plan.layers.reduce((sum, count) => sum + count * (plan.block === "basic" ? 2 : 3), 2));
  positive({width, cardinality, groupWidth});
  if (replaceStrideWithDilation && replaceStrideWithDilation.length !== plan.layers.length - 1) {
    const count = plan.layers.length - 1;
    throw invalid("replaceStrideWithDilation", replaceStrideWithDilation, "laterStages", {count});
  }
  if (plan.block === "basic") checkBasic(cardinality, groupWidth, options);
  const plans = plan.layers.map((count, i) => ({
    count,
    planes: width * 2 ** i,
    dilated: i > 0 && (replaceStrideWithDilation?.[i - 1] ?? false)
  }));
  const stages = stageTable(plans, {block: plan.block, cardinality, groupWidth});
  const build = ({first, inChannels, width, ...place}: Place): Expression => {
    const common = {...blockOptions(shared), ...(first && {sharedActivation: true})};
    return plan.block === "basic"
      ? basicBlock(inChannels, width, {...common, stride: place.stride})
      : bottleneck(inChannels, width, {...common, ...place, cardinality, strideIn1x1, form});
  };
  return framed(
    {stemWidth: width, kernel: 7, stride: 2, pool: stemPool, numClasses: shared.numClasses ?? 1000},
    residualStages(width, stages, build),
    blockOptions(shared)
  );
}

/**
 * Returns the name of the network of four stages of *layers* blocks, such as `resnet50`, `resnext50_32x4d` or
 * `wide_resnet50_2`, or undefined if no named network has them.
 */
export function imageNetName({
  layers,
  block,
  cardinality,
  groupWidth
}: Required<Pick<ResNetOptions, "layers" | "block" | "cardinality" | "groupWidth">>): string | undefined {
  const plan = Object.entries(table).find(
    ([, one]) => one.block === block && one.layers.join() === layers.join()
  );
  if (!plan) return undefined;
  const [depth] = plan;
  if (cardinality > 1) return `resnext${depth}_${cardinality}x${groupWidth}d`;
  if (groupWidth === 64) return `resnet${depth}`;
  return groupWidth % 64 === 0 ? `wide_resnet${depth}_${groupWidth / 64}` : undefined;
}

const stemPool = maxPool(3, {stride: 2, padding: 1});

function planOf(depth: number): {block: Kind; layers: readonly number[]} {
  const plan = table[depth];
  if (plan) return plan;
  throw invalid("depth", depth, "depths", {
    family: "ImageNet networks",
    depths: Object.keys(table).map(Number)
  });
}

function checkBasic(
  cardinality: number,
  groupWidth: number,
  {replaceStrideWithDilation, ...rest}: ResNetOptions
) {
  if (cardinality !== 1) throw invalid("cardinality", cardinality, "bottleneckOnly", {});
  if (groupWidth !== 64) throw invalid("groupWidth", groupWidth, "bottleneckOnly", {});
  if (replaceStrideWithDilation?.some(Boolean)) {
    throw invalid("replaceStrideWithDilation", replaceStrideWithDilation, "bottleneckOnly", {});
  }
  if (rest.strideIn1x1) throw invalid("strideIn1x1", true, "bottleneckOnly", {});
}
