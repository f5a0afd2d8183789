import type {Batch} from "../../dataset/batches.js";
import type {ModelState} from "../../experiment/modelState.js";
import type {ParameterSpec} from "../../network/parameters.js";
import {concatenated} from "../../plan/concatenated.js";
import type {ReachPoint} from "../../protocol/analyses.js";
import {hash} from "../../random/random.js";
import {checkCount} from "./checkCount.js";
import {cosine} from "./cosine.js";
import {type AnalysisControl, AnalysisStoppedError, measureEach} from "./measureEach.js";
import {moved, randomDirection} from "./randomDirection.js";

/** A network whose gradients can be read: what Model and PlanModel have in common. */
export interface DifferentiableModel {
  state(): Promise<ModelState>;
  load(state: ModelState): void;
  /** Returns the gradient of a batch's mean loss with respect to every parameter, by batch statistics. */
  parameterGradients(images: Float32Array, labels: Int32Array): Promise<Map<string, Float32Array>>;
}

/** Options of gradientReach. */
export interface ReachOptions {
  /** The parameters of the network. */
  specs: readonly ParameterSpec[];
  batch: Batch;
  /** Chooses the directions. */
  seed: number;
  /** How many random directions to go in, from 1 to 100. Defaults to 2. */
  directions?: number;
}

/**
 * How far to go, as a share of each filter's norm; each about three times the one before. Nearer than the first, rounding
 * to single precision shows: there, two programs that round differently agree to 0.95 in a plain network of 56 layers.
 */
export const reachDistances: readonly number[] = [
  0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1
];

/**
 * Returns how alike the gradient of a *model*'s loss with respect to all its parameters stays as its weights move in a
 * straight line: the cosine between the gradient where the model is and the gradient at each distance, of the same batch,
 * by its own statistics. The model is left where it was.
 */
export async function gradientReach(
  model: DifferentiableModel,
  {specs, batch: {images, labels}, seed, directions = 2}: ReachOptions,
  control: AnalysisControl<ReachPoint> = {}
): Promise<ReachPoint[]> {
  checkCount("directions", directions, [1, 100]);
  if (control.cancelled?.()) throw new AnalysisStoppedError();
  const gradient = async () => concatenated([...(await model.parameterGradients(images, labels)).values()]);
  const state = await model.state();
  const start = await gradient();
  const chosen = Array.from({length: directions}, (_, i) => randomDirection(specs, state, hash(seed, i)));
  const places = chosen.flatMap((way, direction) =>
    reachDistances.map((distance) => ({way, direction, distance}))
  );
  try {
    return await measureEach(
      places,
      async ({way, direction, distance}) => {
        model.load(moved(state, way, distance));
        return {direction, distance, cosine: cosine(start, await gradient())};
      },
      control
    );
  } finally {
    model.load(state);
  }
}
