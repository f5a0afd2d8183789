import type {Batch} from "../../dataset/batches.js";
import type {ModelState} from "../../experiment/modelState.js";
import type {BatchResult} from "../../model/model.js";
import type {LandscapePoint} from "../../protocol/analyses.js";
import {gridPlaces, type GridShape, gridShare} from "../../protocol/landscapeGrid.js";
import {type AnalysisControl, AnalysisStoppedError, measureEach} from "./measureEach.js";
import {movedAlong} from "./randomDirection.js";

/** A network that goes forward only, such as a LookModel. */
export interface EvaluatedModel {
  load(state: ModelState): void;
  /** Returns the mean loss of images, and how many are put in a wrong class. */
  evaluate(images: Float32Array, labels: Int32Array): Promise<BatchResult>;
}

/** Options of lossLandscape. */
export interface LossLandscapeOptions {
  /** The weights in the middle of the grid. */
  center: ModelState;
  /** One direction, for a line, or the two of a plane; what they do not hold does not move. */
  directions: readonly ModelState[];
  /** How often each direction is gone, at the grid's edge, forwards and backwards. */
  range: number;
  shape: GridShape;
  /** What the loss is of. */
  batch: Batch;
  /** The share of the points to measure: every *of*-th, from number *part* on. Defaults to all. */
  share?: {readonly part: number; readonly of: number};
}

/**
 * Returns the loss and the error of a *model* at the points of a grid through its weights: of column a and row b, at
 * center + range · (a · first direction + b · second direction), a and b between −1 and 1. Coarse to fine, so that a grid that
 * is stopped is a coarser one; a point's numbers are the same in whichever grid, and whatever was measured before it.
 *
 * Source: Li et al. 2018 (arXiv:1712.09913), §3 and §4.
 */
export async function lossLandscape(
  model: EvaluatedModel,
  {
    center,
    directions,
    range,
    shape,
    batch: {images, labels},
    share: {part, of} = {part: 0, of: 1}
  }: LossLandscapeOptions,
  control: AnalysisControl<LandscapePoint> = {}
): Promise<LandscapePoint[]> {
  if (control.cancelled?.()) throw new AnalysisStoppedError();
  model.load(center);
  const own = gridPlaces(shape).filter((_, i) => i % of === part);
  return measureEach(
    own,
    async ({column, row}) => {
      const shares = [gridShare(column, shape.columns), gridShare(row, shape.rows)];
      const steps = directions.map((direction, i) => ({direction, distance: range * shares[i]}));
      model.load(movedAlong(center, steps));
      const {lossNats, errors} = await model.evaluate(images, labels);
      return {column, row, lossNats, error: errors / labels.length};
    },
    control
  );
}
