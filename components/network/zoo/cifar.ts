import {basicBlock} from "../blocks/basicBlock.js";
import type {Expression} from "../expression.js";
import {positive} from "../integer.js";
import {blocksPerStage} from "./depth.js";
import {blockOptions, framed, type NetworkOptions} from "./frame.js";
import {type Place, residualStages, type Stage} from "./residualStages.js";

/** Options of a network for CIFAR images. **shortcut** defaults to "A" here, **numClasses** to 10. */
export interface CifarOptions extends NetworkOptions {
  /** Weighted layers: 6n + 2 for n blocks a stage. */
  depth: number;
  /** Channels of the first stage; the next two have twice and four times as many. Defaults to 16. */
  width?: number;
}

/**
 * Returns a residual network of three stages of n basic blocks, `depth` = 6n + 2.
 *
 * - input: `[32, 32, 3]` in the paper; any size from 4×4 up
 * - result: `[1, 1, numClasses]`, logits
 *
 * Source: He et al. 2015 (arXiv:1512.03385), §4.2 and Table 6; with **preActivation** He et al. 2016 (arXiv:1603.05027),
 * §4.1. Convolutions that a normalization follows have no bias, on which the papers are silent.
 */
export function cifarResNet({depth, width = 16, shortcut = "A", ...options}: CifarOptions): Expression {
  const count = blocksPerStage(depth, {perRound: 6, others: 2, family: "CIFAR networks"});
  positive({width});
  return cifarNetwork(width, {
    stages: [1, 2, 4].map((factor) => ({count, width: width * factor, outChannels: width * factor})),
    build: ({inChannels, width, stride, first}) =>
      basicBlock(inChannels, width, {
        ...blockOptions({shortcut, ...options}),
        stride,
        ...(first && options.preActivation && {sharedActivation: true})
      }),
    options: {shortcut, ...options}
  });
}

/** Like cifarResNet, except that it has no shortcuts and no sums: the plain network of the same layers. */
export function cifarPlain(options: CifarOptions): Expression {
  return cifarResNet({...options, residual: false});
}

/** Returns stem, three stages at strides 1, 2, 2, and head, after a 3×3 convolution of *stemWidth* channels. */
export function cifarNetwork(
  stemWidth: number,
  {
    stages,
    build,
    options
  }: {
    stages: Omit<Stage, "stride">[];
    build: (place: Place) => Expression;
    options: NetworkOptions;
  }
): Expression {
  const {numClasses = 10} = options;
  const strided = stages.map((stage, i) => ({...stage, stride: i === 0 ? 1 : 2}));
  return framed(
    {stemWidth, kernel: 3, stride: 1, numClasses},
    residualStages(stemWidth, strided, build),
    blockOptions(options)
  );
}
