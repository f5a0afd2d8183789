import {type ModelState, slotOf} from "../experiment/modelState.js";
import {type RunSpec, toNetwork} from "../experiment/runSpec.js";
import {parameters} from "../network/parameters.js";

/**
 * Returns whether a *state* that a browser has kept is one of *spec*'s network: it has all parameters and running statistics,
 * and all that it has, slots of an optimiser too, is as long as it must be. A parameter that is missing would silently keep
 * the value that it begins with.
 */
export function fitsNetwork(state: unknown, spec: RunSpec): state is ModelState {
  if (typeof state !== "object" || state === null) return false;
  const {expression, input} = toNetwork(spec);
  const lengths = new Map(parameters(expression, input).map(({name, shape}) => [name, lengthOf(shape)]));
  const values = new Map<string, unknown>(Object.entries(state));
  const fits = (own: unknown, name: string) =>
    isFloat32Array(own) && own.length === lengths.get(slotOf(name)?.parameter ?? name);
  return (
    [...lengths.keys()].every((name) => values.has(name)) &&
    [...values].every(([name, own]) => fits(own, name))
  );
}

function lengthOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** What a browser has kept may come from another realm than this code's, where `instanceof` does not know it. */
function isFloat32Array(value: unknown): value is Float32Array {
  return Object.prototype.toString.call(value) === "[object Float32Array]";
}
