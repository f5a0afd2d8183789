import {cifarBasicBlock} from "./cifarBasicBlock.js";
import type {CifarBlock} from "./cifarBlock.js";
import {cifarBottleneck} from "./cifarBottlenecks.js";

/** Every block that networks for CIFAR images can be made of, by the name that it has in a spec; the first is the default. */
export const cifarBlocks = {
  basic: cifarBasicBlock,
  bottleneck: cifarBottleneck
} satisfies Record<string, CifarBlock>;

/** The name of such a block. */
export type CifarBlockName = keyof typeof cifarBlocks;
