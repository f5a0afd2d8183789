import type {BottleneckOptions} from "../blocks/bottleneck.js";
import type {Expression} from "../expression.js";
import {cifarBottlenecks} from "./cifarBottlenecks.js";
import type {NetworkOptions} from "./frame.js";
import {resNet, type ResNetOptions} from "./resNet.js";

/** Options of a ResNeXt for ImageNet. */
export interface ResNeXtOptions extends Omit<ResNetOptions, "cardinality" | "groupWidth"> {
  /** Parallel transformations in each block. Defaults to 32. */
  cardinality?: number;
  /** Channels in each transformation of the first stage. Defaults to 4. */
  groupWidth?: number;
}

/**
 * Returns the ResNeXt of *depth* 50, 101 or 152.
 *
 * Source: Xie et al. 2017 (arXiv:1611.05431), Table 1 (50, 32×4d) and Table 3 (101, 32×4d); 101, 32×8d is torchvision's.
 */
export function resNeXt({
  cardinality = 32,
  groupWidth = 4,
  depth = 50,
  ...options
}: ResNeXtOptions = {}): Expression {
  return resNet({...options, depth, cardinality, groupWidth});
}

/** Options of a ResNeXt for CIFAR images. **shortcut** defaults to "B", **numClasses** to 10. */
export interface CifarResNeXtOptions extends NetworkOptions, Pick<BottleneckOptions, "form"> {
  /** Weighted layers: 9n + 2 for n blocks a stage. Defaults to 29. */
  depth?: number;
  /** Parallel transformations in each block. Defaults to 8. */
  cardinality?: number;
  /** Channels in each transformation of the first stage; twice and four times as many in the next. Defaults to 64. */
  groupWidth?: number;
  /** Channels of the stem; stages have 4, 8 and 16 times as many. Defaults to 64. */
  width?: number;
}

/**
 * Returns a ResNeXt of three stages of n bottlenecks, `depth` = 9n + 2.
 *
 * - input: `[32, 32, 3]` in the paper; any size from 4×4 up
 * - result: `[1, 1, numClasses]`, logits
 *
 * Source: Xie et al. 2017 (arXiv:1611.05431), §5.3 and Table 7 (ResNeXt-29, 8×64d and 16×64d).
 */
export function cifarResNeXt(options: CifarResNeXtOptions = {}): Expression {
  const {depth = 29, cardinality = 8, groupWidth = 64, width = 64, ...rest} = options;
  return cifarBottlenecks({depth, cardinality, groupWidth, width, family: "CIFAR ResNeXts", ...rest});
}
