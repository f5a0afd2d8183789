import type {BasicBlockOptions} from "../blocks/basicBlock.js";
import type {Expression} from "../expression.js";
import type {NetworkOptions} from "./frame.js";

/** Options of the stages of a network for CIFAR images, whatever its blocks are. */
export interface CifarBlockOptions extends NetworkOptions {
  /** Weighted layers: 6n + 2 for 2n layers of basic blocks a stage, 9n + 2 for n bottlenecks. */
  depth: number;
  /**
   * Channels of the first stage; the next two have twice and four times as many. Stages of bottlenecks give out four
   * times these. Defaults to 16.
   */
  width?: number;
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

/** A residual block that networks for CIFAR images can be made of. */
export interface CifarBlock {
  /** What it is called among the choices. */
  readonly label: string;
  /** What tells a curve of such networks from others. */
  readonly curve: string;
  /** Returns a network of three stages of it. Throws if it has no such depth, or not such an option. */
  build(options: CifarBlockOptions & {width: number}): Expression;
}
