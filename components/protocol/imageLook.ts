import type {ModelState} from "../experiment/modelState.js";
import type {NamedOptions} from "../network/networkFields.js";
import type {Volume} from "../network/shapes.js";

/** A network by its name and options, and its weights. */
export interface LookedAt {
  network: {name: string} & NamedOptions;
  /** Chooses the weights that it begins with. Defaults to 1. */
  seed?: number;
  /** Parameters and running statistics. Defaults to those that it begins with. */
  state?: ModelState;
  /** A file of PyTorch's weights, which takes the place of **state**. */
  weights?: File;
}

/** An image to send through a network. */
export interface ActivationsRequest extends LookedAt {
  /** `[height, width, channels]`, as the network takes it. */
  image: Float32Array;
  /** Names of what is to be read on the way: see LookPlanOptions.read. */
  read: readonly string[];
  /** What normalizations go by: this image's own statistics, or the running ones. Defaults to "batch" without a **state**. */
  statistics?: "batch" | "running";
}

/** What an image has become somewhere in a network. */
export interface ReadActivation {
  /** What was read; empty for the network's output. */
  name: string;
  volume: Volume;
  /** `[height, width, channels]` */
  values: Float32Array;
}

/** Which filter's weights are wanted, of a convolution or a dense layer. */
export interface FilterRequest extends LookedAt {
  /** The layer by its dotted name, such as `layer1.0.conv1`. Absent where only the **norm** is wanted. */
  layer?: string;
  /** The normalization of the filter's map, by its dotted name. Defaults to none. */
  norm?: string;
  /** From 0. */
  filter: number;
}

/** The weights of one filter. */
export interface FilterWeights {
  /** `[kernel, kernel, channels of its group]`, or `[inputs]`; empty where no layer was asked for. */
  values: Float32Array;
  bias: number;
  /** How its map is normalized; absent where that goes by the image's own statistics. */
  norm?: ChannelNorm;
}

/** How one channel is normalized by running statistics: (x − mean) / √(variance + ε) · γ + β. */
export interface ChannelNorm {
  mean: number;
  variance: number;
  gamma: number;
  beta: number;
}
