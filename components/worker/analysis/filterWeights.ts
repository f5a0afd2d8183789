import type {ModelState} from "../../experiment/modelState.js";
import {namedNetwork} from "../../network/named.js";
import {parameters} from "../../network/parameters.js";
import type {ChannelNorm, FilterRequest, FilterWeights} from "../../protocol/imageLook.js";
import {firstValues} from "./firstWeights.js";

/** Returns the weights of one filter of a network, and how its map is normalized. Throws if there is no such layer or filter. */
export function filterWeights({network, seed = 1, state, layer, norm, filter}: FilterRequest): FilterWeights {
  const {name, ...options} = network;
  const {expression, input} = namedNetwork(name, options);
  const specs = parameters(expression, input);
  const normed = norm !== undefined && state ? {norm: channelNorm(state, norm, filter)} : {};
  if (layer === undefined) return {values: new Float32Array(0), bias: 0, ...normed};
  const valuesOf = (kind: "weight" | "bias") => {
    const spec = specs.find(
      (spec) => spec.layerName === layer && spec.kind === kind && spec.layer !== "norm"
    );
    return spec && {spec, values: state?.[spec.name] ?? firstValues({network, seed}, spec)};
  };
  const weight = valuesOf("weight");
  if (!weight) throw new RangeError(`unknown layer: ${layer}; ${name} has no such layer with weights`);
  const filters = weight.spec.shape[weight.spec.shape.length - 1];
  if (!(Number.isInteger(filter) && filter >= 0 && filter < filters))
    throw new RangeError(`invalid filter: ${filter}; ${layer} has filters 0 to ${filters - 1}`);
  const size = weight.values.length / filters;
  return {
    values: Float32Array.from({length: size}, (_, i) => weight.values[i * filters + filter]),
    bias: valuesOf("bias")?.values[filter] ?? 0,
    ...normed
  };
}

/** Throws if a state has no normalization of that name with that channel. */
function channelNorm(state: ModelState, name: string, channel: number): ChannelNorm {
  const of = (part: string) => state[`${name}.${part}`]?.[channel] ?? NaN;
  const norm = {
    ...{mean: of("running_mean"), variance: of("running_var")},
    ...{gamma: of("weight"), beta: of("bias")}
  };
  if (Object.values(norm).some(Number.isNaN))
    throw new RangeError(`unknown normalization: ${name}, channel ${channel}; the network has none`);
  return norm;
}
