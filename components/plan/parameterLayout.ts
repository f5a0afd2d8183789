import type {ParameterSpec} from "../network/parameters.js";
import type {SlotSpace, Tensor} from "./tensor.js";

/** Numbers from one slot to the next: 256 bytes, what WebGPU asks of a binding's offset. */
export const slotSize = 64;

/**
 * Where a network's parameters are: their gradients and an optimiser's slots have the same places in buffers of their own. A
 * normalization's γ and β stand side by side, as do its running mean and variance, so that a kernel binds each pair as one.
 */
export interface ParameterLayout {
  /** Numbers in each of parameters, gradients and slots. */
  readonly size: number;
  /** Numbers in the running statistics. */
  readonly statisticsSize: number;
  /** Returns the place of one parameter or running statistic. */
  place(name: string): {space: "parameters" | "statistics"; offset: number; size: number};
  /** Returns all of a space as one tensor. */
  whole(space: LaidOut): Tensor;
  /** Returns all parameters of a layer, which stand side by side, or what has their places in another space, as one tensor. */
  layer(layerName: string, space: MovedSpace): Tensor;
  /** Returns one parameter's part of the *values* of its space, in the same memory. */
  cut(name: string, values: Float32Array): Float32Array;
  /** Returns the tensor of a layer's weight, bias, pair γ, β, or pair of running statistics. */
  tensor(layerName: string, part: "weight" | "bias" | "gammaBeta" | "running"): Tensor;
  /** Returns the gradient of such a tensor. */
  gradient(layerName: string, part: "weight" | "bias" | "gammaBeta"): Tensor;
}

/** The spaces that have the layout of the parameters. */
export type MovedSpace = "parameters" | "gradients" | SlotSpace;

/** The spaces that have a layout. */
type LaidOut = MovedSpace | "statistics";

/** Returns the layout of parameters and running statistics. */
export function createParameterLayout(specs: readonly ParameterSpec[]): ParameterLayout {
  const places = new Map<string, {space: "parameters" | "statistics"; offset: number; size: number}>();
  const ends = {parameters: 0, statistics: 0};
  for (const {name, kind, shape} of specs) {
    const space = kind === "runningMean" || kind === "runningVariance" ? "statistics" : "parameters";
    const second = kind === "beta" || kind === "runningVariance"; // stands right behind the first of its pair
    const offset = second ? ends[space] : Math.ceil(ends[space] / slotSize) * slotSize;
    const size = shape.reduce((product, n) => product * n, 1);
    places.set(name, {space, offset, size});
    ends[space] = offset + size;
  }

  function place(name: string) {
    const found = places.get(name);
    if (!found) throw new RangeError(`unknown parameter: ${name}; this network has no such parameter`);
    return found;
  }

  function tensor(layerName: string, part: "weight" | "bias" | "gammaBeta" | "running"): Tensor {
    const [first, second] = parts[part].map((name) => place(`${layerName}.${name}`));
    return {name: `${layerName} ${part}`, ...first, size: first.size + (second?.size ?? 0)};
  }

  const size = wholeSlots(ends.parameters);
  const statisticsSize = wholeSlots(ends.statistics);
  return {
    size,
    statisticsSize,
    place,
    whole: (space) => ({name: space, space, offset: 0, size: space === "statistics" ? statisticsSize : size}),
    layer(layerName, space) {
      const own = specs
        .filter((spec) => spec.layerName === layerName && spec.trainable)
        .map(({name}) => place(name));
      const offset = Math.min(...own.map((part) => part.offset));
      const end = Math.max(...own.map((part) => part.offset + part.size));
      return {name: `${layerName} ${space}`, space, offset, size: wholeSlots(end - offset)};
    },
    cut(name, values) {
      const {offset, size} = place(name);
      return values.subarray(offset, offset + size);
    },
    tensor,
    gradient: (layerName, part) => ({...tensor(layerName, part), space: "gradients"})
  };
}

const parts = {
  weight: ["weight"],
  bias: ["bias"],
  gammaBeta: ["weight", "bias"],
  running: ["running_mean", "running_var"]
} as const;

function wholeSlots(size: number): number {
  return Math.max(1, Math.ceil(size / slotSize)) * slotSize;
}
