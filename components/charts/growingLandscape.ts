import type {LandscapePoint} from "../protocol/analyses.js";
import {type GridShape, stridesOf} from "../protocol/landscapeGrid.js";
import {coarser, type Landscape, landscapeOf} from "./landscape.js";

/** A landscape that is being measured, coarse to fine. */
export interface GrowingLandscape {
  /** Takes new points. Returns the finest grid that is whole now, if it was not before. */
  add(points: readonly LandscapePoint[]): Landscape | undefined;
  readonly done: number;
  readonly total: number;
}

/** Returns a landscape of which nothing is known yet. */
export function growingLandscape(shape: GridShape & {range: number}): GrowingLandscape {
  const waiting = stridesOf(shape);
  const points: LandscapePoint[] = [];
  return {
    add(more) {
      points.push(...more);
      const landscape = landscapeOf(points, shape);
      let whole: Landscape | undefined;
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        if (!hasAll(points, shape, next)) break;
        whole = coarser(landscape, next);
        waiting.shift();
      }
      return whole;
    },
    get done() {
      return points.length;
    },
    total: shape.columns * shape.rows
  };
}

/** A loss may be NaN where it was measured: points are counted. */
function hasAll(points: readonly LandscapePoint[], {columns, rows}: GridShape, stride: number): boolean {
  const onGrid = points.filter(({column, row}) => column % stride === 0 && row % stride === 0);
  const side = (count: number) => Math.floor((count - 1) / stride) + 1;
  return onGrid.length === side(columns) * side(rows);
}
