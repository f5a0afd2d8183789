import {slotSize} from "./parameterLayout.js";
import type {Tensor} from "./tensor.js";

/** Where the gates of residual blocks are: those of training, then those of evaluation. */
export interface GatePlaces {
  /** Residual blocks whose sums have a gate, in order. */
  readonly blocks: readonly string[];
  /** Returns the gate of a block: what its residual function and its shortcut are multiplied by, forward and backward. */
  gate(block: string): Tensor;
  /** Like gate, except that it is that of evaluate, where nothing goes back. */
  testGate(block: string): Tensor;
}

/** Returns the places of the gates of *blocks*. */
export function gatePlaces(blocks: readonly string[]): GatePlaces {
  const at = (block: string, first: number): Tensor => {
    const index = blocks.indexOf(block);
    if (index < 0) throw new RangeError(`unknown block: ${block}; this network has no such residual block`);
    return {name: "gates", space: "gates", size: 4, offset: (first + index) * slotSize};
  };
  return {blocks, gate: (block) => at(block, 0), testGate: (block) => at(block, blocks.length)};
}
