import {sum} from "d3-array";
import type {Expression} from "./expression.js";
import {evaluate} from "./fold.js";
import type {Leaf} from "./leaf.js";
import {leafShape, shapeRules, toVolume, type Volume} from "./shapes.js";

/** A tensor's part in its layer: γ and β scale and shift a normalization, the running statistics are its memory. */
export type ParameterKind = "weight" | "bias" | "gamma" | "beta" | "runningMean" | "runningVariance";

/** One tensor of a network: everything a trainer must know to make it, and a loader to find it. */
export interface ParameterSpec {
  /** Name in PyTorch's `state_dict`, such as `layer1.0.bn1.running_mean`. Unique in its network. */
  readonly name: string;
  readonly kind: ParameterKind;
  readonly layer: "conv" | "norm" | "dense";
  /** The layer's own unique name: *name* without its last part. */
  readonly layerName: string;
  /**
   * - conv weight: `[kernel, kernel, inChannels / groups, filters]`
   * - dense weight: `[inputs, units]`, inputs in `[channels, height, width]` order as in PyTorch
   * - all others: `[channels]`
   */
  readonly shape: readonly number[];
  /** False for running statistics, which follow the batches and have no gradient. */
  readonly trainable: boolean;
  /** Values that one output of the layer sums over; 1 for a normalization. Initial weights scale with it. */
  readonly fanIn: number;
  /** Whether the tensor starts at 0 where its kind would not: the γ of a block's last normalization. */
  readonly zeroInit: boolean;
  /** Whether the tensor is of the network's head: its last dense layer. */
  readonly head: boolean;
}

type LeafParameter = Omit<ParameterSpec, "name" | "layerName" | "head"> & {readonly suffix: string};

/** Returns every tensor of *expression*, running statistics included, in the order of a forward pass. */
export function parameters(expression: Expression, input: Volume): ParameterSpec[] {
  const specs: Omit<ParameterSpec, "head">[] = [];
  const nameOf = createLayerNamer();
  evaluate(expression, toVolume(input), {
    ...shapeRules,
    leaf: (leaf, volume, name) => {
      specs.push(...named(leafParameters(leaf, volume), () => nameOf(leaf, name)));
      return leafShape(leaf, volume, name);
    }
  });
  const head = specs.findLast(({layer}) => layer === "dense")?.layerName;
  return specs.map((spec) => Object.freeze({...spec, head: spec.layerName === head}));
}

/** Returns the number of trainable values of *expression*. */
export function parameterCount(expression: Expression, input: Volume): number {
  return sum(parameters(expression, input), trainableSize);
}

/**
 * Returns a function that names layers with parameters, to be called once for each in the order of a forward pass: the
 * dotted labels around a layer, or its type if there are none. A name met before gets a counter: `conv`, `conv_2`.
 */
export function createLayerNamer(): (leaf: Leaf, name: string) => string {
  const taken = new Set<string>();
  return (leaf, name) => {
    const base = name === "" ? leaf.type : name;
    let unique = base;
    for (let count = 2; taken.has(unique); ++count) unique = `${base}_${count}`;
    taken.add(unique);
    return unique;
  };
}

/** Returns the tensors of one *leaf* with their name's last part; empty for a leaf that learns nothing. */
export function leafParameters(leaf: Leaf, [height, width, channels]: Volume): LeafParameter[] {
  switch (leaf.type) {
    case "conv": {
      const group = channels / leaf.groups;
      const shape = [leaf.kernel, leaf.kernel, group, leaf.filters];
      return weighted("conv", shape, leaf.kernel * leaf.kernel * group, leaf.bias);
    }
    case "dense": {
      const inputs = height * width * channels;
      return weighted("dense", [inputs, leaf.units], inputs, leaf.bias);
    }
    case "norm":
      return normalized(channels, leaf.zeroInit);
    default:
      return [];
  }
}

/** Returns how many values of *spec* are trained. */
export function trainableSize({trainable, shape}: Pick<ParameterSpec, "trainable" | "shape">): number {
  return trainable ? shape.reduce((product, size) => product * size, 1) : 0;
}

function weighted(layer: "conv" | "dense", shape: number[], fanIn: number, bias: boolean): LeafParameter[] {
  const common = {layer, trainable: true, fanIn, zeroInit: false};
  const weight: LeafParameter = {...common, suffix: "weight", kind: "weight", shape};
  if (!bias) return [weight];
  return [weight, {...common, suffix: "bias", kind: "bias", shape: shape.slice(-1)}];
}

function normalized(channels: number, zeroInit: boolean): LeafParameter[] {
  const common = {layer: "norm" as const, shape: [channels], fanIn: 1, trainable: true, zeroInit: false};
  return [
    {...common, suffix: "weight", kind: "gamma", zeroInit},
    {...common, suffix: "bias", kind: "beta"},
    {...common, suffix: "running_mean", kind: "runningMean", trainable: false},
    {...common, suffix: "running_var", kind: "runningVariance", trainable: false}
  ];
}

function named(found: LeafParameter[], layerName: () => string): Omit<ParameterSpec, "head">[] {
  if (found.length === 0) return [];
  const owner = layerName();
  return found.map(({suffix, ...spec}) => ({name: `${owner}.${suffix}`, layerName: owner, ...spec}));
}
