import type {ModelState} from "../../components/experiment/modelState.js";
import {type RunSpec, toNetwork} from "../../components/experiment/runSpec.js";
import {parameters} from "../../components/network/parameters.js";

/** Returns a state of *spec*'s network, of one *value*. */
export function filledState(spec: RunSpec, value = 1): ModelState {
  const {expression, input} = toNetwork(spec);
  return Object.fromEntries(
    parameters(expression, input).map(({name, shape}) => [
      name,
      new Float32Array(shape.reduce((product, length) => product * length, 1)).fill(value)
    ])
  );
}
