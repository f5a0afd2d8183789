import * as tf from "@tensorflow/tfjs";
import type {Expression, Group} from "../network/expression.js";
import {evaluate} from "../network/fold.js";
import type {Conv, Dense, Dropout, Leaf, Norm, PadChannels} from "../network/leaf.js";
import {createLayerNamer} from "../network/parameters.js";
import {batchNormTraining, type BatchStatistics, normalizeBy} from "./batchNorm.js";
import {convolution} from "./convolution.js";
import {dropoutMask} from "./dropoutMask.js";
import {dropsResidual, type Gate} from "./gate.js";
import {hashName} from "./hashName.js";
import {localResponse} from "./localResponse.js";
import {pooling} from "./pooling.js";
import {scaledBy} from "./scaledBy.js";

/** What a forward pass needs besides its input. */
export interface ForwardContext {
  /** Returns the tensor of a parameter or running statistic by its full name, such as `layer1.0.conv1.weight`. */
  parameter(name: string): tf.Tensor;
  /** Whether dropout drops. */
  training: boolean;
  /** What normalizations go by: the batch, or running statistics. Defaults to the batch in training. */
  statistics?: "batch" | "running";
  /** Called with a batch normalization's name and its batch's statistics, where those are used; the callee then owns them. */
  onStatistics?(name: string, statistics: BatchStatistics, count: number): void;
  /**
   * Called with what each residual block adds: F(x), which is then computed even if its gate leaves nothing of it, and its
   * shortcut. A plain network has no such blocks.
   */
  onBlock?(block: string, branches: {residual: tf.Tensor4D; shortcut: tf.Tensor4D}): void;
  /** Returns what multiplies the two branches of a residual block, after onBlock. Defaults to 1. */
  gate?(block: string): Gate | undefined;
  /** Seeds dropout. Defaults to 0. */
  seed?: number;
}

/**
 * Returns what a *network* makes of *x*, on whichever backend is set. A residual function of which its gate leaves nothing
 * is not computed.
 *
 * - *x*: `[batch, height, width, channels]`
 * - result: the network's output volume under a batch, `[batch, outHeight, outWidth, outChannels]`
 */
export function forward(network: Expression, x: tf.Tensor4D, context: ForwardContext): tf.Tensor4D {
  const nameOf = createLayerNamer();
  const maskNameOf = createLayerNamer(); // of its own, since dropouts do not count in the names of parameters
  let residual: Branch;
  let shortcut: Branch;
  let dropped: Group | undefined; // while the layers of a residual function are passed over
  return evaluate<Branch>(network, x, {
    leaf(leaf, input, name) {
      const namer = hasParameters(leaf) ? nameOf : drops(leaf) ? maskNameOf : undefined;
      const layerName = namer?.(leaf, name) ?? name;
      return input && !dropped ? applyLeaf(leaf, input, layerName, context) : undefined;
    },
    sum(branches, block) {
      const isBlock = shortcut && branches.includes(residual) && branches.includes(shortcut);
      const gate = isBlock ? context.gate?.(block) : undefined;
      const terms = branches
        .filter((branch) => branch !== undefined)
        .map((branch) =>
          gate ? gated(branch, gate, {isResidual: branch === residual, ...context}) : branch
        );
      return terms.length > 0 ? terms.reduce((a, b) => tf.add(a, b)) : undefined;
    },
    concat(branches) {
      const parts = branches.filter((branch) => branch !== undefined);
      return parts.length > 1 ? tf.concat(parts, 3) : parts[0];
    },
    enter(group, _input, block) {
      if (group.role === "residual" && isDropped(block, context)) dropped ??= group;
    },
    leave(group, value, block) {
      const {role} = group;
      if (group === dropped) dropped = undefined;
      if (role === "residual") residual = value;
      if (role === "shortcut") shortcut = value;
      if (role === "shortcut" && residual && value) context.onBlock?.(block, {residual, shortcut: value});
    }
  })!;
}

/** What a branch gives: nothing if it is a residual function that is dropped. */
type Branch = tf.Tensor4D | undefined;

/** Returns whether a block's residual function is not computed. */
function isDropped(block: string, {gate, training, onBlock}: ForwardContext): boolean {
  const set = onBlock ? undefined : gate?.(block);
  return set !== undefined && dropsResidual(set, training ? "training" : "evaluation");
}

function gated(
  branch: tf.Tensor4D,
  {residual, shortcut, residualBack, shortcutBack, residualTest = residual}: Gate,
  {isResidual, training}: {isResidual: boolean; training: boolean}
): tf.Tensor4D {
  if (!isResidual) return scaledBy(branch, shortcut, shortcutBack);
  return training ? scaledBy(branch, residual, residualBack) : scaledBy(branch, residualTest);
}

function applyLeaf(leaf: Leaf, x: tf.Tensor4D, name: string, context: ForwardContext): tf.Tensor4D {
  switch (leaf.type) {
    case "conv":
      return withBias(convolution(x, weightOf(name, context) as tf.Tensor4D, leaf), leaf, name, context);
    case "dense":
      return withBias(denseProduct(x, weightOf(name, context) as tf.Tensor2D), leaf, name, context);
    case "norm":
      return batchNorm(x, leaf, name, context);
    case "relu":
    case "tanh":
    case "sigmoid":
      return tf[leaf.type](x);
    case "maxPool":
    case "averagePool":
      return pooling(x, leaf);
    case "globalAveragePool":
      return tf.mean(x, [1, 2], true);
    case "localResponseNorm":
      return localResponse(x, leaf);
    case "dropout":
      return context.training && drops(leaf) ? droppedOut(x, leaf, name, context) : x;
    case "identity":
      return x;
    case "scale":
      return leaf.factor === 1 ? x : tf.mul(x, leaf.factor);
    case "subsample":
      return subsample(x, leaf.stride);
    case "padChannels":
      return padChannels(x, leaf);
    default:
      return unknownLeaf(leaf);
  }
}

function hasParameters({type}: Leaf): boolean {
  return type === "conv" || type === "dense" || type === "norm";
}

function weightOf(name: string, {parameter}: ForwardContext): tf.Tensor {
  return parameter(`${name}.weight`);
}

function withBias(
  y: tf.Tensor4D,
  {bias}: Conv | Dense,
  name: string,
  {parameter}: ForwardContext
): tf.Tensor4D {
  return bias ? tf.add(y, parameter(`${name}.bias`)) : y;
}

function drops(leaf: Leaf): leaf is Dropout {
  return leaf.type === "dropout" && leaf.rate > 0;
}

/** Drops by a mask that plans draw too, and not by tf.dropout, whose numbers are its own. */
function droppedOut(x: tf.Tensor4D, {rate}: Dropout, name: string, {seed = 0}: ForwardContext): tf.Tensor4D {
  const mask = dropoutMask(x.size, {rate, seed, key: hashName(name)});
  return tf.mul(x, tf.tensor4d(mask, x.shape));
}

/** The values in `[channels, height, width]` order, as PyTorch flattens them, times a weight `[inputs, units]`. */
function denseProduct(x: tf.Tensor4D, weight: tf.Tensor2D): tf.Tensor4D {
  const [batch, height, width] = x.shape;
  const ordered = height * width === 1 ? x : tf.transpose(x, [0, 3, 1, 2]);
  return tf.reshape(tf.matMul(tf.reshape(ordered, [batch, -1]) as tf.Tensor2D, weight), [batch, 1, 1, -1]);
}

function batchNorm(x: tf.Tensor4D, _norm: Norm, name: string, context: ForwardContext): tf.Tensor4D {
  const vector = (part: string) => context.parameter(`${name}.${part}`) as tf.Tensor1D;
  const [gamma, beta] = [vector("weight"), vector("bias")];
  const {training, statistics = training ? "batch" : "running"} = context;
  if (statistics === "running") {
    return normalizeBy(x, {mean: vector("running_mean"), variance: vector("running_var")}, gamma, beta);
  }
  return batchNormTraining(x, gamma, beta, (statistics) => {
    if (context.onStatistics) context.onStatistics(name, statistics, x.size / x.shape[3]);
    else tf.dispose([statistics.mean, statistics.variance]);
  });
}

/** Every stride-th row and column. A reshape and two slices: strided slices are slow on wasm, and lack a gradient there. */
function subsample(x: tf.Tensor4D, stride: number): tf.Tensor4D {
  if (stride === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const rows = everyNth(tf.reshape(x, [batch, height, width * channels]), stride);
  const outHeight = rows.shape[1];
  const columns = everyNth(tf.reshape(rows, [batch * outHeight, width, channels]), stride);
  return tf.reshape(columns, [batch, outHeight, columns.shape[1], channels]);
}

/** `[a, n, b]` to `[a, ceil(n / stride), b]`: entries 0, stride, 2·stride … of the middle axis. */
function everyNth(x: tf.Tensor3D, stride: number): tf.Tensor3D {
  const [a, n, b] = x.shape;
  const count = Math.ceil(n / stride);
  const missing = count * stride - n;
  const whole =
    missing === 0
      ? x
      : tf.pad(x, [
          [0, 0],
          [0, missing],
          [0, 0]
        ]);
  const grouped = tf.reshape(whole, [a, count, stride * b]) as tf.Tensor3D;
  return tf.slice(grouped, [0, 0, 0], [a, count, b]);
}

function padChannels(x: tf.Tensor4D, {channels}: PadChannels): tf.Tensor4D {
  const missing = channels - x.shape[3];
  return missing === 0
    ? x
    : tf.pad(x, [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, missing]
      ]);
}

function unknownLeaf(leaf: never): never {
  throw new TypeError(`unknown leaf: ${JSON.stringify(leaf)}`);
}
