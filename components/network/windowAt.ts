import type {Conv, Leaf, Pool} from "./leaf.js";
import {type Volume, windowSpan} from "./shapes.js";

/** Positions of a map that one position of the next is made from; some may lie outside, in the padding. */
export interface MapWindow {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Returns which positions of a map of *input* size a *leaf*'s result at a position is made from: those of the window, the
 * gaps of a dilated one included; all for a global average and a dense layer. No leaf is a
 * join, which keeps its positions.
 */
export function windowAt(
  leaf: Leaf | undefined,
  [height, width]: Volume,
  {row, column}: {row: number; column: number}
): MapWindow {
  switch (leaf?.type) {
    case "conv":
    case "maxPool":
    case "averagePool":
      return {
        row: first(leaf, row),
        column: first(leaf, column),
        rows: windowSpan(leaf),
        columns: windowSpan(leaf)
      };
    case "subsample":
      return {row: row * leaf.stride, column: column * leaf.stride, rows: 1, columns: 1};
    case "globalAveragePool":
    case "dense":
      return {row: 0, column: 0, rows: height, columns: width};
    default:
      return {row, column, rows: 1, columns: 1};
  }
}

function first({stride, padding}: Conv | Pool, position: number): number {
  return position * stride - padding;
}
