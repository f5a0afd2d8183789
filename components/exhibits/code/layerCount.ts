import {group, sum} from "d3-array";
import type {Expression} from "../../network/expression.js";
import {fold} from "../../network/fold.js";
import {networkBlocks} from "../../network/networkBlocks.js";

/** How the layers of a residual network are counted. */
export interface LayerCount {
  /** Blocks of each stage. */
  readonly blocks: readonly number[];
  /** Convolutions in each residual function. */
  readonly perBlock: number;
  /** Convolutions that lead from image to head: that of the stem, and those of the blocks. */
  readonly onPath: number;
  /** Convolutions in shortcuts. */
  readonly projections: number;
}

/** Returns the count of the layers of *network*, whose blocks all have as many. */
export function layerCount(network: Expression): LayerCount {
  const blocks = networkBlocks(network);
  const stages = group(blocks, ({name}) => name.split(".")[0]);
  const all = convolutions(network);
  const projections = sum(blocks, ({shortcut}) => (shortcut ? convolutions(shortcut) : 0));
  return {
    blocks: [...stages.values()].map(({length}) => length),
    perBlock: convolutions(blocks[0].residualFunction),
    onPath: all - projections,
    projections
  };
}

function convolutions(part: Expression): number {
  const total = (counts: number[]) => sum(counts);
  return fold<number>(part, {
    leaf: ({type}) => (type === "conv" ? 1 : 0),
    ...{sequence: total, sum: total, concat: total}
  });
}

/** Returns the count as a sum: `1 + 3 · (3 + 4 + 6 + 3) = 49 convolutions, and 1 dense layer: 50 …`. */
export function layerCountText({blocks, perBlock, onPath, projections}: LayerCount): string {
  const text = `1 + ${perBlock} · (${blocks.join(" + ")}) = ${onPath} convolutions, and 1 fully connected layer: ${onPath + 1} layers`;
  if (projections === 0) return `${text}.`;
  return `${text}. With the ${projections} projections in shortcuts, ${onPath + projections} convolutions.`;
}
