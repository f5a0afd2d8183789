import * as tf from "@tensorflow/tfjs";
import {localResponse} from "../../components/model/localResponse.js";
import {epsilon, momentum} from "../../components/model/normConstants.js";
import {pooling} from "../../components/model/pooling.js";
import {evaluate} from "../../components/network/fold.js";
import type {Conv, Dense, Leaf, LocalResponseNorm, Pool} from "../../components/network/leaf.js";
import {createLayerNamer, parameters, type ParameterSpec} from "../../components/network/parameters.js";
import {leafShape} from "../../components/network/shapes.js";
import type {Task} from "./task.js";
import {weightNames} from "./weightNames.js";

type Symbolic = tf.SymbolicTensor;

/** Sets a layer's weights by the names that its parameters have in the network. */
type Setter = (layer: tf.layers.Layer, ...suffixes: string[]) => void;

/** Returns the task's network as a model of tf.layers with the task's weights. Throws if it has a layer that is not made here. */
export function layersNetwork({network, input, valuesOf}: Task): tf.LayersModel {
  const specs = new Map(parameters(network, input).map((spec) => [spec.name, spec]));
  const nameOf = createLayerNamer();
  const start = tf.input({shape: [...input]});
  const output = evaluate<Symbolic>(network, start, {
    leaf: (leaf, x, label) => {
      const name = ["conv", "dense", "norm"].includes(leaf.type) ? nameOf(leaf, label) : "";
      const values = (suffix: string) => tensorOf(specs.get(`${name}.${suffix}`)!, valuesOf);
      return applyLeaf(leaf, x, (layer, ...suffixes) =>
        tf.tidy(() => layer.setWeights(suffixes.map(values)))
      );
    },
    sum: (branches) => tf.layers.add().apply(branches) as Symbolic,
    concat: (branches) => tf.layers.concatenate().apply(branches) as Symbolic
  });
  return tf.model({inputs: start, outputs: output});
}

function tensorOf(spec: ParameterSpec, valuesOf: Task["valuesOf"]): tf.Tensor {
  return tf.tensor(valuesOf(spec), [...spec.shape]);
}

function applyLeaf(leaf: Leaf, x: Symbolic, set: Setter): Symbolic {
  switch (leaf.type) {
    case "conv":
      return convolution(leaf, x, set);
    case "dense":
      return denseLayer(leaf, x, set);
    case "norm":
      return weighted(tf.layers.batchNormalization({momentum: 1 - momentum, epsilon}), x, (layer) =>
        set(layer, "weight", "bias", "running_mean", "running_var")
      );
    case "relu":
    case "tanh":
    case "sigmoid":
      return tf.layers.activation({activation: leaf.type}).apply(x) as Symbolic;
    case "maxPool":
    case "averagePool":
      return new Pooling(leaf).apply(x) as Symbolic;
    case "localResponseNorm":
      return new LocalResponse(leaf).apply(x) as Symbolic;
    case "globalAveragePool":
      return tf.layers.globalAveragePooling2d({}).apply(x) as Symbolic;
    case "identity":
      return x;
    case "subsample":
      return tf.layers.averagePooling2d({poolSize: 1, strides: leaf.stride}).apply(x) as Symbolic;
    case "padChannels":
      return new PadChannels(leaf.channels).apply(x) as Symbolic;
    default:
      throw new Error(`no layer of tf.layers for ${leaf.type}`);
  }
}

/** tf.layers knows no padding of one's own, and no groups: a layer of zeros, and a convolution for each group. */
function convolution(leaf: Conv, x: Symbolic, set: Setter): Symbolic {
  const {filters, kernel, stride, padding, dilation, groups, bias} = leaf;
  if (dilation > 1) throw new Error("tfjs has no gradient for dilated convolutions");
  const padded = padding > 0 ? (tf.layers.zeroPadding2d({padding}).apply(x) as Symbolic) : x;
  const layer = () =>
    tf.layers.conv2d({
      filters: filters / groups,
      kernelSize: kernel,
      strides: stride,
      padding: "valid",
      useBias: bias
    });
  if (groups === 1) return weighted(layer(), padded, (layer) => set(layer, ...weightNames(leaf)));
  const share = x.shape[3]! / groups;
  const parts = Array.from({length: groups}, (_, group) => {
    const slice = new SliceChannels(group * share, share).apply(padded) as Symbolic;
    return weighted(layer(), slice, (layer) => set(partOf(layer, group, groups), ...weightNames(leaf)));
  });
  return tf.layers.concatenate().apply(parts) as Symbolic;
}

/** tf.layers flattens `[height, width, channels]`: the rows of our weights are put in that order. */
function denseLayer(leaf: Dense, x: Symbolic, set: Setter): Symbolic {
  const setOn = (layer: tf.layers.Layer) => set(layer, ...weightNames(leaf));
  const dense = tf.layers.dense({units: leaf.units, useBias: leaf.bias});
  if (x.shape.length === 2) return weighted(dense, x, setOn);
  const [, height, width, channels] = x.shape as number[];
  const reordered = (weight: tf.Tensor) =>
    weight.rank === 1
      ? weight
      : tf.reshape(
          tf.transpose(tf.reshape(weight, [channels, height, width, leaf.units]), [1, 2, 0, 3]),
          weight.shape
        );
  return weighted(dense, tf.layers.flatten().apply(x) as Symbolic, (layer) => {
    const setWeights = (weights: tf.Tensor[]) => layer.setWeights(weights.map(reordered));
    setOn({setWeights} as tf.layers.Layer);
  });
}

/** A layer's weights are made when it is first applied. */
function weighted(layer: tf.layers.Layer, x: Symbolic, set: (layer: tf.layers.Layer) => void): Symbolic {
  const y = layer.apply(x) as Symbolic;
  set(layer);
  return y;
}

/** A layer that takes, of the weights it is given, one group's share of the last axis. */
function partOf(layer: tf.layers.Layer, group: number, groups: number): tf.layers.Layer {
  const setWeights = (weights: tf.Tensor[]) =>
    layer.setWeights(weights.map((weight) => tf.split(weight, groups, weight.rank - 1)[group]));
  return {setWeights} as tf.layers.Layer;
}

/** Pooling with padding and windows over the border, which tf.layers does not have; its own layers do the same otherwise. */
class Pooling extends tf.layers.Layer {
  static className = "Pooling";
  constructor(private readonly leaf: Pool) {
    super({});
  }
  override computeOutputShape([batch, ...volume]: tf.Shape): tf.Shape {
    return [batch, ...leafShape(this.leaf, volume as [number, number, number])];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return pooling(only(inputs) as tf.Tensor4D, this.leaf);
  }
}

/** TensorFlow.js's local response normalization, of which tf.layers has no layer. */
class LocalResponse extends tf.layers.Layer {
  static className = "LocalResponse";
  constructor(private readonly leaf: LocalResponseNorm) {
    super({});
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return localResponse(only(inputs) as tf.Tensor4D, this.leaf);
  }
}

/** Zero channels appended. */
class PadChannels extends tf.layers.Layer {
  static className = "PadChannels";
  constructor(private readonly channels: number) {
    super({});
  }
  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return [...shape.slice(0, 3), this.channels];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = only(inputs);
    return tf.pad(x, [[0, 0], [0, 0], [0, 0], [0, this.channels - x.shape[3]!]]); // prettier-ignore
  }
}

/** Some of the channels. */
class SliceChannels extends tf.layers.Layer {
  static className = "SliceChannels";
  constructor(
    private readonly first: number,
    private readonly count: number
  ) {
    super({});
  }
  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return [...shape.slice(0, 3), this.count];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.slice(only(inputs), [0, 0, 0, this.first], [-1, -1, -1, this.count]);
  }
}

function only(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(inputs) ? inputs[0] : inputs;
}
