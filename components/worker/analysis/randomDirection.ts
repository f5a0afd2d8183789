import type {ModelState} from "../../experiment/modelState.js";
import {hashName} from "../../model/hashName.js";
import type {ParameterSpec} from "../../network/parameters.js";
import {createRandom, hash, normal} from "../../random/random.js";

/**
 * Returns a random direction in the space of a network's weights, as long as these, filter by filter: of every convolution
 * and dense layer, what makes one output is normal noise, scaled to the norm of the weights there. Biases and
 * normalizations do not move, and are left out. A *seed* gives each weight a stream of its own.
 *
 * Source: Li et al. 2018 (arXiv:1712.09913), §4, "filter-wise normalization".
 */
export function randomDirection(
  specs: readonly ParameterSpec[],
  state: ModelState,
  seed: number
): ModelState {
  const weights = specs.filter(({kind}) => kind === "weight");
  return Object.fromEntries(weights.map((spec) => [spec.name, filterNoise(spec, state[spec.name], seed)]));
}

/** A way to go, and how many times its length. */
export interface WeightStep {
  readonly direction: ModelState;
  readonly distance: number;
}

/** Returns a *state* after a step of so many times *direction*'s length; holds what moves, and nothing else. */
export function moved(state: ModelState, direction: ModelState, distance: number): ModelState {
  return movedAlong(state, [{direction, distance}]);
}

/** Like moved, except that it takes several *steps* at once, and rounds once. */
export function movedAlong(state: ModelState, steps: readonly WeightStep[]): ModelState {
  const names = new Set(steps.flatMap(({direction}) => Object.keys(direction)));
  return Object.fromEntries(Array.from(names, (name) => [name, movedValues(state[name], name, steps)]));
}

/** The sum is in double precision, by plain loops: this is done for each point of a landscape. */
function movedValues(values: Float32Array, name: string, steps: readonly WeightStep[]): Float32Array {
  const sum = new Float64Array(values);
  for (const {direction, distance} of steps) {
    const change = direction[name];
    if (change) for (let i = 0; i < sum.length; i++) sum[i] += distance * change[i];
  }
  return new Float32Array(sum);
}

function filterNoise({name, shape}: ParameterSpec, weights: Float32Array, seed: number): Float32Array {
  const random = createRandom(hash(seed, hashName(name)));
  const noise = weights.map(() => normal(random));
  const filters = shape[shape.length - 1]; // weights of one filter stand so far apart
  for (let filter = 0; filter < filters; ++filter) {
    const scale = filterNorm(weights, filter, filters) / filterNorm(noise, filter, filters);
    for (let i = filter; i < noise.length; i += filters) noise[i] *= scale;
  }
  return noise;
}

function filterNorm(values: Float32Array, filter: number, filters: number): number {
  let sum = 0;
  for (let i = filter; i < values.length; i += filters) sum += values[i] ** 2;
  return Math.sqrt(sum);
}
