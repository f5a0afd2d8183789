import type {ModelState} from "../../experiment/modelState.js";
import {firstState, initialValues} from "../../model/initialise.js";
import type {ParameterSpec} from "../../network/parameters.js";
import type {FilterRequest} from "../../protocol/imageLook.js";

/** Which network's first weights: as it is asked for, and the seed. */
type FirstWeights = Required<Pick<FilterRequest, "network" | "seed">>;

/** The last network's, since a reader sends several images through one network, and looks at many of its values. */
let last: {key: string; state: ModelState} | undefined;

/** Returns the weights that a network of these *specs* begins with. Draws them once for requests that follow each other. */
export function firstWeights(which: FirstWeights, specs: readonly ParameterSpec[]): ModelState {
  const key = keyOf(which);
  if (last?.key !== key) last = {key, state: firstState(specs, which.seed)};
  return last.state;
}

/** Returns the first values of one parameter, without drawing those of others. */
export function firstValues(which: FirstWeights, spec: ParameterSpec): Float32Array {
  return last?.key === keyOf(which) ? last.state[spec.name] : initialValues(spec, which.seed);
}

function keyOf({network: {name, ...options}, seed}: FirstWeights): string {
  return JSON.stringify([name, options, seed]);
}
