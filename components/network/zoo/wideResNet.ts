import {basicBlock} from "../blocks/basicBlock.js";
import {toOrder} from "../blocks/order.js";
import type {Expression} from "../expression.js";
import {positive} from "../integer.js";
import {cifarNetwork} from "./cifarNetwork.js";
import {blocksPerStage} from "./depth.js";
import {blockOptions, type NetworkOptions} from "./frame.js";
import {resNet, type ResNetOptions} from "./resNet.js";

/** Options of a wide residual network. */
export interface WideResNetOptions extends Omit<ResNetOptions, "groupWidth"> {
  /** The factor *k* on the width of the 3×3 convolutions. Defaults to 2. */
  widening?: number;
}

/**
 * Returns the bottleneck network of *depth* 50 or 101 whose 3×3 convolutions are **widening** times as wide.
 *
 * Source: Zagoruyko and Komodakis 2016 (arXiv:1605.07146), Table 8 (WRN-50-2-bottleneck), as torchvision builds it.
 */
export function wideResNet({widening = 2, depth = 50, ...options}: WideResNetOptions = {}): Expression {
  positive({widening});
  return resNet({...options, depth, groupWidth: 64 * widening});
}

/** Options of a wide residual network for CIFAR images. */
export interface CifarWideResNetOptions extends NetworkOptions {
  /** 6n + 4 for n blocks a stage: the paper counts the three projections. Defaults to 28. */
  depth?: number;
  /** The factor *k* on the widths 16, 32, 64 of the stages. Defaults to 10. */
  widening?: number;
}

/**
 * Returns a pre-activation network, unless **order** says otherwise, of three stages of n basic blocks, **widening**
 * times as wide as the stem of 16 channels suggests. There is no dropout in the blocks.
 *
 * - input: `[32, 32, 3]` in the paper; any size from 4×4 up
 * - result: `[1, 1, numClasses]`, logits; **numClasses** defaults to 10
 *
 * Source: Zagoruyko and Komodakis 2016 (arXiv:1605.07146), Table 1 (WRN-28-10 in Table 5).
 */
export function cifarWideResNet(options: CifarWideResNetOptions = {}): Expression {
  const {depth = 28, widening = 10, order, preActivation, ...rest} = options;
  const count = blocksPerStage(depth, {perRound: 6, others: 4, family: "CIFAR wide residual networks"});
  positive({widening});
  const shared = {...rest, order: toOrder({order, preActivation}, "preActivation")};
  const widths = [16, 32, 64].map((width) => width * widening);
  return cifarNetwork(16, {
    stages: widths.map((width) => ({count, width, outChannels: width})),
    options: shared,
    build: ({inChannels, width, stride, first}) =>
      basicBlock(inChannels, width, {
        ...blockOptions(shared),
        stride,
        ...(first && {sharedActivation: true})
      })
  });
}
