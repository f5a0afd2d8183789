import {type Batch, createBatches} from "../../dataset/batches.js";
import type {Dataset} from "../../dataset/images.js";
import type {ModelState} from "../../experiment/modelState.js";
import type {RunSpec} from "../../experiment/runSpec.js";
import {firstState} from "../../model/initialise.js";
import type {ParameterSpec} from "../../network/parameters.js";
import type {LandscapeRequest} from "../../protocol/analyses.js";
import {hash} from "../../random/random.js";
import {checkCount, checkWholeBatches} from "./checkCount.js";
import type {LossLandscapeOptions} from "./lossLandscape.js";
import {randomDirection} from "./randomDirection.js";

/**
 * Returns what a request for a landscape asks to measure. The images are the first of the order in which the spec's seed
 * takes them: those of its first steps. Throws if a value is not allowed.
 */
export function landscapeOptions(
  {
    spec,
    state,
    directions = spec.seed,
    line = false,
    range,
    size = 17,
    images = Math.max(256, spec.batch),
    share
  }: LandscapeRequest & {spec: RunSpec},
  specs: readonly ParameterSpec[],
  dataset: Dataset
): LossLandscapeOptions {
  if (!(range > 0 && range <= 100))
    throw new RangeError(`invalid range: ${range}; it must be a number above 0, and at most 100`);
  checkCount("size", size, [3, 129]);
  if (size % 2 === 0) throw new RangeError(`invalid size: ${size}; it must be odd, to have a middle`);
  const center = state ?? firstState(specs, spec.seed, spec);
  const both =
    typeof directions === "number" ? randomPair(specs, center, directions) : checkedWays(directions, center);
  const ways = line ? both.slice(0, 1) : both;
  return {
    ...{center, directions: ways, range, share},
    shape: {columns: size, rows: ways.length === 1 ? 1 : size},
    batch: firstImages(dataset, spec, images)
  };
}

/** Returns the two random directions of a *seed*. */
export function randomPair(
  specs: readonly ParameterSpec[],
  center: ModelState,
  seed: number
): [ModelState, ModelState] {
  checkCount("directions", seed, [0, 4_294_967_295]);
  return [randomDirection(specs, center, hash(seed, 0)), randomDirection(specs, center, hash(seed, 1))];
}

function checkedWays(directions: readonly ModelState[], center: ModelState): readonly ModelState[] {
  checkCount("number of directions", directions.length, [1, 2]);
  for (const [name, values] of directions.flatMap((way) => Object.entries(way)))
    if (center[name]?.length !== values.length)
      throw new RangeError(`invalid direction: ${name} with ${values.length} values; the weights have ${center[name]?.length ?? "none"}`); // prettier-ignore
  return directions;
}

/** Returns the first *count* images that a spec trains on, in one batch. */
function firstImages(dataset: Dataset, {batch, seed}: RunSpec, count: number): Batch {
  checkCount("images", count, [batch, 10_000]);
  checkWholeBatches(count, batch);
  return createBatches(dataset, {batch: Math.min(count, dataset.train.count), seed}).at(0);
}
