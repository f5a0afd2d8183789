import {invalid} from "../fields/fault.js";
import {natural, positive} from "./integer.js";

/** A convolution over square windows. Input channels follow from the input: see shapes.ts. */
export interface Conv {
  readonly type: "conv";
  /** Output channels. */
  readonly filters: number;
  /** Height and width of the window, in positions. */
  readonly kernel: number;
  readonly stride: number;
  /** Zeros added on each of the four sides; symmetric as in PyTorch, not TensorFlow's "same". */
  readonly padding: number;
  readonly dilation: number;
  /** Cardinality: the input's channels are split into this many groups, convolved apart. */
  readonly groups: number;
  readonly bias: boolean;
}

/** Batch normalization over batch, height and width (Ioffe and Szegedy 2015). */
export interface Norm {
  readonly type: "norm";
  /** Whether the scale γ starts at 0 instead of 1, so that a residual function starts at F(x) = 0. */
  readonly zeroInit: boolean;
}

/** A function of each value alone. */
export interface Activation {
  readonly type: "relu" | "tanh" | "sigmoid";
}

/** Maximum or average over square windows. */
export interface Pool {
  readonly type: "maxPool" | "averagePool";
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** Whether a last window that runs over the border counts (PyTorch's `ceil_mode`). */
  readonly ceil: boolean;
}

/** Average over all positions: `[height, width, channels]` to `[1, 1, channels]`. */
export interface GlobalAveragePool {
  readonly type: "globalAveragePool";
}

/** x / (k + α / size · Σ x²)^β over `size` neighbouring channels (Krizhevsky et al. 2012, §3.3; α as in PyTorch). */
export interface LocalResponseNorm {
  readonly type: "localResponseNorm";
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
}

/** Sets values to 0 with probability `rate` in training, and scales the others by 1 / (1 − rate). */
export interface Dropout {
  readonly type: "dropout";
  readonly rate: number;
}

/** A fully connected layer over all values of the volume, in `[channels, height, width]` order as in PyTorch. */
export interface Dense {
  readonly type: "dense";
  readonly units: number;
  readonly bias: boolean;
}

/** The input itself. */
export interface Identity {
  readonly type: "identity";
}

/** The input times a constant, such as the shortcut's λ (He et al. 2016, §3.1). */
export interface Scale {
  readonly type: "scale";
  readonly factor: number;
}

/** Every `stride`-th row and column, without a window: the spatial half of a shortcut of option A. */
export interface Subsample {
  readonly type: "subsample";
  readonly stride: number;
}

/** Zero channels appended until there are `channels`: the other half of option A (He et al. 2015, §3.3). */
export interface PadChannels {
  readonly type: "padChannels";
  readonly channels: number;
}

export type Leaf =
  | Conv
  | Norm
  | Activation
  | Pool
  | GlobalAveragePool
  | LocalResponseNorm
  | Dropout
  | Dense
  | Identity
  | Scale
  | Subsample
  | PadChannels;

/** Options of a convolution. */
export interface ConvOptions {
  /** Positions from one window to the next. Defaults to 1. */
  stride?: number;
  /** Zeros on each side. Defaults to dilation · (kernel − 1) / 2, which keeps the size at stride 1. */
  padding?: number;
  /** Positions between the window's taps. Defaults to 1. */
  dilation?: number;
  /** Cardinality. Defaults to 1. */
  groups?: number;
  /** Defaults to false: a batch normalization usually follows. */
  bias?: boolean;
}

/**
 * Returns a convolution of *filters* windows of *kernel* × *kernel* positions.
 *
 * - input: `[height, width, channels]`
 * - result: `[⌊(height + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1, …, filters]`
 *
 * Throws if a size is not a positive integer or **groups** does not divide *filters*.
 */
export function conv(filters: number, kernel: number, options: ConvOptions = {}): Conv {
  const {stride = 1, dilation = 1, groups = 1, bias = false} = options;
  positive({filters, kernel, stride, dilation, groups});
  const {padding = Math.floor((dilation * (kernel - 1)) / 2)} = options;
  natural({padding});
  if (filters % groups !== 0) {
    throw invalid("cardinality", groups, "divides", {what: "filters", channels: filters});
  }
  return Object.freeze({type: "conv", filters, kernel, stride, padding, dilation, groups, bias});
}

/** Returns a batch normalization. **zeroInit** starts γ at 0; it defaults to false. */
export function norm({zeroInit = false}: {zeroInit?: boolean} = {}): Norm {
  return Object.freeze({type: "norm", zeroInit});
}

/** Returns the activation called *type*. */
export function activation(type: Activation["type"]): Activation {
  return Object.freeze({type});
}

/** Returns max(x, 0). */
export function relu(): Activation {
  return activation("relu");
}

/** Returns the hyperbolic tangent. */
export function tanh(): Activation {
  return activation("tanh");
}

/** Returns 1 / (1 + exp(−x)). */
export function sigmoid(): Activation {
  return activation("sigmoid");
}

/** Options of a pooling. */
export interface PoolOptions {
  /** Positions from one window to the next. Defaults to the window's size. */
  stride?: number;
  /** Positions added on each side; they never win a maximum. Defaults to 0. */
  padding?: number;
  /** Whether a last window that runs over the border counts. Defaults to false. */
  ceil?: boolean;
}

/** Returns the maximum over windows of *kernel* × *kernel* positions. */
export function maxPool(kernel: number, options: PoolOptions = {}): Pool {
  return pool("maxPool", kernel, options);
}

/** Like maxPool, except that windows are averaged, over the positions that lie inside the border only. */
export function averagePool(kernel: number, options: PoolOptions = {}): Pool {
  return pool("averagePool", kernel, options);
}

function pool(
  type: Pool["type"],
  kernel: number,
  {stride = kernel, padding = 0, ceil = false}: PoolOptions
): Pool {
  positive({kernel, stride});
  natural({padding});
  if (padding * 2 > kernel) {
    throw new RangeError(`invalid padding: ${padding}; pooling pads at most half of its window of ${kernel}`);
  }
  return Object.freeze({type, kernel, stride, padding, ceil});
}

/** Returns the average over all positions. */
export function globalAveragePool(): GlobalAveragePool {
  return Object.freeze({type: "globalAveragePool"});
}

/** Returns AlexNet's normalization across channels; defaults are the paper's (§3.3: k = 2, n = 5, α = 1e-4 per channel). */
export function localResponseNorm({size = 5, alpha = 5e-4, beta = 0.75, k = 2} = {}): LocalResponseNorm {
  positive({size});
  return Object.freeze({type: "localResponseNorm", size, alpha, beta, k});
}

/** Returns dropout at a *rate* in [0, 1). */
export function dropout(rate: number): Dropout {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`invalid dropout rate: ${rate}; a rate lies in [0, 1)`);
  return Object.freeze({type: "dropout", rate});
}

/** Returns a fully connected layer of *units* outputs. **bias** defaults to true. */
export function dense(units: number, {bias = true}: {bias?: boolean} = {}): Dense {
  positive({units});
  return Object.freeze({type: "dense", units, bias});
}

/** Returns the identity shortcut. */
export function identity(): Identity {
  return Object.freeze({type: "identity"});
}

/** Returns the input times a finite *factor*. */
export function scale(factor: number): Scale {
  if (!Number.isFinite(factor)) throw invalid("shortcutScale", factor, "finite", {});
  return Object.freeze({type: "scale", factor});
}

/** Returns every *stride*-th row and column. */
export function subsample(stride: number): Subsample {
  positive({stride});
  return Object.freeze({type: "subsample", stride});
}

/** Returns the input with zero channels appended, *channels* in all. */
export function padChannels(channels: number): PadChannels {
  positive({channels});
  return Object.freeze({type: "padChannels", channels});
}
