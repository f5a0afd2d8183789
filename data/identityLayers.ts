import {type ModelState, slotName} from "../components/experiment/modelState.js";
import {epsilon} from "../components/model/normConstants.js";
import type {NamedNetwork} from "../components/network/named.js";
import {parameters, type ParameterSpec} from "../components/network/parameters.js";
import {countOf} from "../components/weights/storedTensor.js";

/** What an activation is like over many images: each `[channels]`. */
export interface ChannelStatistics {
  mean: Float32Array;
  variance: Float32Array;
}

/** Returns the mean and the variance of each channel of *values*, `[…, channels]`. */
export function channelStatistics(values: Float32Array, channels: number): ChannelStatistics {
  const count = values.length / channels;
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (const [i, value] of values.entries()) sums[i % channels] += value;
  for (const [i, value] of values.entries())
    squares[i % channels] += (value - sums[i % channels] / count) ** 2;
  return {
    mean: Float32Array.from(sums, (sum) => sum / count),
    variance: Float32Array.from(squares, (sum) => sum / count)
  };
}

/**
 * Returns the state of a *deep* plain network that computes what a shallow one does, whose *state* it has: each layer that only
 * the deep one has copies its input, which is not negative. Its kernel is 1 at its centre, from each channel to itself, its γ the
 * deviation and its β the mean of what leaves its *stage* in the shallow network, and so are its running statistics.
 *
 * Source: He et al. 2015, §1, the solution by construction.
 */
export function withIdentityLayers(
  deep: NamedNetwork,
  state: ModelState,
  stages: ReadonlyMap<string, ChannelStatistics>
): ModelState {
  const specs = parameters(deep.expression, deep.input);
  const added = specs.filter(({name}) => !(name in state));
  const values = added.map((spec) => [spec.name, identityValues(spec, stages)] as const);
  const atRest = added
    .filter(({kind}) => kind === "weight" || kind === "gamma" || kind === "beta")
    .map(({name, shape}) => [slotName("velocity", name), new Float32Array(countOf(shape))] as const);
  return {...state, ...Object.fromEntries([...values, ...atRest])};
}

function identityValues(
  {name, kind, shape}: ParameterSpec,
  stages: ReadonlyMap<string, ChannelStatistics>
): Float32Array {
  const stage = stages.get(name.split(".")[0]);
  if (!stage) throw new RangeError(`no statistics for ${name}`);
  switch (kind) {
    case "weight":
      return centredKernel(shape);
    case "gamma":
      return stage.variance.map((variance) => Math.sqrt(variance + epsilon));
    case "beta":
    case "runningMean":
      return stage.mean.slice();
    case "runningVariance":
      return stage.variance.slice();
    default:
      throw new RangeError(`a ${kind} has no part in an identity: ${name}`);
  }
}

/** Returns a kernel `[height, width, channels in, channels out]` that is 1 at its centre, from each channel to itself. */
function centredKernel(shape: readonly number[]): Float32Array {
  const [height, width, input, output] = shape;
  if (input !== output) throw new RangeError(`no identity leads from ${input} to ${output} channels`);
  const kernel = new Float32Array(countOf(shape));
  const centre = ((height - 1) / 2) * width + (width - 1) / 2;
  for (let channel = 0; channel < input; ++channel) kernel[(centre * input + channel) * output + channel] = 1;
  return kernel;
}
