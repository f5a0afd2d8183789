import {growingLandscape} from "../charts/growingLandscape.js";
import type {Landscape} from "../charts/landscape.js";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {coresFor, sharedLandscape, type WholeLandscape} from "../client/sharedLandscape.js";
import type {ModelState} from "../experiment/modelState.js";
import {type RunSpec, type RunSpecInput, toRunSpec} from "../experiment/runSpec.js";
import {createLatestValues} from "./latestValues.js";

/** What a landscape is of: a network by its name, a run spec, or a trained network. */
export type LandscapeModel = string | RunSpecInput | {spec: RunSpec; state: ModelState};

/** Options of landscape. */
export interface LandscapeOptions extends Pick<WholeLandscape, "directions" | "line" | "images"> {
  /** How far to go each way, in shares of the weights. Defaults to 0.02. */
  range?: number;
  /** Points a side, odd. Defaults to 17. */
  size?: number;
  /** How many workers measure. Defaults to one a core, and 8 at most. */
  workers?: number;
  /** Returns a client of a worker. */
  createClient?: () => TrainingClient;
}

/** The most workers that measure side by side. */
const mostWorkers = 8;

/**
 * Returns the loss around the weights of a *model*, in two random directions, each as long as the weights filter by filter:
 * loss and error at the points of a grid, by batch statistics. A network by its name, or by a run spec, is at its first weights.
 *
 * Gives a coarse grid first, and each finer one when it is whole; the cell that holds it is run again with each. Directions are
 * those of a seed, or changes of weights by name, one for a line or two for a plane. Rejects with what is not allowed.
 *
 * Source: Li et al. 2018 (arXiv:1712.09913), §4.
 */
export function landscape(
  model: LandscapeModel,
  {
    range = 0.02,
    size = 17,
    workers = mostWorkers,
    createClient = createTrainingClient,
    ...options
  }: LandscapeOptions = {}
): AsyncIterableIterator<Landscape> {
  const subject = toSubject(model);
  const clients: TrainingClient[] = [];
  const values = createLatestValues<Landscape>({everyMs: 0, onFirst: () => void begin(), onReturn: end});
  const isLine = options.line ?? (Array.isArray(options.directions) && options.directions.length === 1);
  const growing = growingLandscape({columns: size, rows: isLine ? 1 : size, range});

  function end(): void {
    for (const client of clients.splice(0)) client.terminate();
  }

  async function begin(): Promise<void> {
    clients.push(...Array.from({length: coresFor(workers)}, () => createClient()));
    try {
      await sharedLandscape(
        {...subject, ...options, range, size},
        {
          clients,
          onPoints(points) {
            const whole = growing.add(points);
            if (whole && whole.columns === size) values.showLast(() => whole);
            else if (whole) values.show(() => whole);
          }
        }
      );
    } catch (error) {
      values.fail(error as Error);
    } finally {
      end();
    }
  }

  return values;
}

function toSubject(model: LandscapeModel): {spec: RunSpec; state?: ModelState} {
  if (typeof model === "string") return {spec: toRunSpec({network: {name: model}})};
  return "state" in model ? {spec: model.spec, state: model.state} : {spec: toRunSpec(model)};
}
