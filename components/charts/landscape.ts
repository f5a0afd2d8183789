import {extent, max, min} from "d3-array";
import type {LandscapePoint} from "../protocol/analyses.js";
import {type GridPlace, type GridShape, gridShare} from "../protocol/landscapeGrid.js";

/** Loss and error at the points of a grid through a network's weights. */
export interface Landscape extends GridShape {
  /** How far each direction is gone from the middle, in shares of the weights. */
  readonly range: number;
  /** Mean cross-entropy of each point, row by row from the lowest; NaN where nothing was measured. */
  readonly loss: readonly number[];
  /** The share of the images in a wrong class, likewise. */
  readonly error: readonly number[];
}

/** What a landscape is drawn of. */
export type Height = "loss" | "error";

/** Returns the landscape of *points*, some of which may still be missing. */
export function landscapeOf(
  points: readonly LandscapePoint[],
  {columns, rows, range}: GridShape & {range: number}
): Landscape {
  const loss = new Array<number>(columns * rows).fill(NaN);
  const error = [...loss];
  for (const {column, row, lossNats, error: wrong} of points) {
    loss[row * columns + column] = lossNats;
    error[row * columns + column] = wrong;
  }
  return {columns, rows, range, loss, error};
}

/** Returns every *stride*-th column and row of a landscape. */
export function coarser({columns, rows, range, loss, error}: Landscape, stride: number): Landscape {
  const every = (count: number) =>
    Array.from({length: Math.floor((count - 1) / stride) + 1}, (_, i) => i * stride);
  const kept = every(rows).flatMap((row) => every(columns).map((column) => row * columns + column));
  return {
    ...{columns: every(columns).length, rows: every(rows).length, range},
    loss: kept.map((i) => loss[i]),
    error: kept.map((i) => error[i])
  };
}

/** Returns whether nothing of a landscape is missing. */
export function isWhole({loss}: Landscape): boolean {
  return loss.every((value) => !Number.isNaN(value));
}

/** Returns the lowest and the highest of what is finite of *values*; both NaN if nothing is. */
export function finiteRange(values: readonly number[]): [lowest: number, highest: number] {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? [NaN, NaN] : [min(finite)!, max(finite)!];
}

/** Returns the value in the middle of a landscape: that of the weights themselves. */
export function centerOf({columns, rows, ...landscape}: Landscape, height: Height = "loss"): number {
  return landscape[height][((rows - 1) / 2) * columns + (columns - 1) / 2];
}

/** Returns how far a column or a row is from the middle, in shares of the weights. */
export function coordinate({range}: Landscape, i: number, count: number): number {
  return range * gridShare(i, count);
}

/**
 * Returns the pits of a landscape's *height*: points lower than all eight neighbours. Points at the edge have fewer
 * neighbours, and are none. In noise, whose values are all different and independent, each point has a chance of 1/9.
 */
export function localMinima({columns, rows, ...landscape}: Landscape, height: Height = "loss"): GridPlace[] {
  const values = landscape[height];
  const isPit = (column: number, row: number) =>
    neighbours.every(
      ([right, up]) => values[row * columns + column] < values[(row + up) * columns + column + right]
    );
  const inner = (count: number) => Array.from({length: Math.max(0, count - 2)}, (_, i) => i + 1);
  return inner(rows).flatMap((row) =>
    inner(columns)
      .filter((column) => isPit(column, row))
      .map((column) => ({column, row}))
  );
}

/** Returns how many pits noise would have in a grid of this shape, on average. */
export function pitsOfNoise({columns, rows}: GridShape): number {
  return (Math.max(0, columns - 2) * Math.max(0, rows - 2)) / 9;
}

/** Returns the share of a landscape's points whose loss is below *level*. */
export function shareBelow({loss}: Landscape, level: number): number {
  return loss.filter((value) => value < level).length / loss.length;
}

const steps = [-1, 0, 1];
const neighbours = steps.flatMap((up) =>
  steps.filter((right) => right !== 0 || up !== 0).map((right) => [right, up] as const)
);

/** Returns lowest and highest of several landscapes together. */
export function commonRange(
  landscapes: readonly Landscape[],
  height: Height
): [lowest: number, highest: number] {
  const ends = landscapes.flatMap((landscape) => finiteRange(landscape[height]));
  return extent(ends.filter(Number.isFinite)) as [number, number];
}
