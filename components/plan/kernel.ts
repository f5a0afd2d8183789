import type {Activation} from "../network/leaf.js";

/** Sizes of a convolution over a batch. Padding and stride are the same on both axes. */
export interface Geometry {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly groups: number;
}

/** A matrix whose rows are positions, `[rows, channels]`: an activation `[batch, height, width, channels]`. */
export interface Rows {
  readonly rows: number;
  readonly channels: number;
}

/**
 * What follows a layer in its own kernel: y = activation(g₀·F + g₁·scale·addend). The gate g, four numbers that can be
 * changed between steps, is there if the sum is a residual block's: see gates.ts.
 */
export interface Epilogue {
  /** The constant factor λ of what is added; undefined if nothing is. */
  readonly addendScale?: number;
  readonly gated: boolean;
  readonly activation?: Activation["type"];
}

/** How a gradient meets what its tensor holds: dx = keep·g₃·dx + new. Undefined overwrites. */
export interface Accumulation {
  readonly keep?: number;
  /** Whether the gate's g₃ (shortcut, backward) multiplies what is kept. */
  readonly keepGated: boolean;
}

/** A part of partial sums: *parts* rows of *size* numbers from offset *from*, whose sum belongs at *to*. */
export interface Segment {
  readonly size: number;
  readonly parts: number;
  readonly from: number;
  readonly to: number;
}

/**
 * One kernel with all its sizes: the instructions that a training step is made of. Two calls of equal kernels share
 * one compiled program. Tensors are named in the comments; `→` parts those that are read from those that are written,
 * and a tensor in brackets is there only if an option asks for it. All are float32 unless said otherwise.
 */
export type Kernel =
  /** x, weight, [bias], [addend], [gate] → y = epilogue(x ∗ weight + bias) */
  | {
      readonly type: "convolution";
      readonly geometry: Geometry;
      readonly bias: boolean;
      readonly epilogue: Epilogue;
    }
  /** dy, weight, [gate: g₂], [keepGate: g₃] → dx */
  | {
      readonly type: "inputGradient";
      readonly geometry: Geometry;
      readonly gated: boolean;
      readonly accumulation: Accumulation;
    }
  /** x, dy, [gate: g₂] → partials `[parts, kernel, kernel, channels / groups, filters]` */
  | {
      readonly type: "filterGradient";
      readonly geometry: Geometry;
      readonly gated: boolean;
      readonly parts: number;
    }
  /** dy, [gate: g₂] → partials `[parts, channels]`: a bias's gradient */
  | ({readonly type: "biasGradient"; readonly gated: boolean; readonly parts: number} & Rows)
  /** x → partials `[parts, 2, channels]`: Σ(x − k), Σ(x − k)², where k is x's first row */
  | ({readonly type: "normStatistics"; readonly parts: number} & Rows)
  /**
   * x, partials, gammaBeta `[2, channels]`, [addend], [gate] → y = epilogue(γ·x̂ + β), saved `[2, channels]` (mean,
   * 1 / √(variance + ε)), [running `[2, channels]` (mean, unbiased variance): 0.9·running + 0.1·batch]
   */
  | ({
      readonly type: "normalize";
      readonly parts: number;
      readonly epilogue: Epilogue;
      readonly running: boolean;
    } & Rows)
  /** x, gammaBeta, running, [addend], [gate] → y: with running statistics, in evaluation */
  | ({readonly type: "normalizeRunning"; readonly epilogue: Epilogue} & Rows)
  /**
   * x, saved, [y] → dy, partials `[parts, 2, channels]`: Σdy, Σ(dy·x̂). With an activation dy is first multiplied by its
   * slope, in place.
   */
  | ({
      readonly type: "normGradientSums";
      readonly parts: number;
      readonly activation?: Activation["type"];
    } & Rows)
  /** dy, x, saved, partials, gammaBeta, [gate: g₂], [keepGate: g₃] → dx, gammaBetaGradient `[2, channels]` */
  | ({
      readonly type: "normGradient";
      readonly parts: number;
      readonly gated: boolean;
      readonly accumulation: Accumulation;
    } & Rows)
  /**
   * x0, [x1], [gate: g₀ for x0, g₁ for x1] → y = activation(scales[0]·x0 + scales[1]·x1); *gated* "shortcut" has x0
   * alone, by g₁
   */
  | {
      readonly type: "combine";
      readonly size: number;
      readonly scales: readonly number[];
      readonly gated: boolean | "shortcut";
      readonly activation?: Activation["type"];
    }
  /** y → dy, multiplied by the activation's slope, in place */
  | {readonly type: "activationGradient"; readonly size: number; readonly activation: Activation["type"]}
  /**
   * dy, [gate] → dx = keep·dx + scale·g·dy, where g is the gate's *gated* number: g₂ (residual) or g₃ (shortcut); a keep
   * of 0 overwrites
   */
  | {
      readonly type: "accumulate";
      readonly size: number;
      readonly keep: number;
      readonly scale: number;
      readonly gated?: "residual" | "shortcut";
    }
  /** [gate: g₃] → dx, multiplied by scale·g₃, in place */
  | {readonly type: "scale"; readonly size: number; readonly factor: number; readonly gated: boolean}
  /** → dx: zeros, whatever it holds */
  | {readonly type: "zero"; readonly size: number}
  /** x → y: every stride-th row and column, zero channels appended; the shortcut of option A */
  | ({readonly type: "resample"} & Resampling)
  /** dy → dx */
  | ({readonly type: "resampleGradient"; readonly accumulate: boolean} & Resampling)
  /** x → y: *count* channels from *fromOffset* of `[rows, fromChannels]` to *toOffset* of `[rows, toChannels]` */
  | {
      readonly type: "copyChannels";
      readonly rows: number;
      readonly count: number;
      readonly fromChannels: number;
      readonly fromOffset: number;
      readonly toChannels: number;
      readonly toOffset: number;
      readonly accumulate: boolean;
    }
  /** x `[batch, positions, channels]` → y `[batch, channels]`: the mean */
  | ({readonly type: "globalAveragePool"} & Pooling)
  /** dy → dx */
  | ({readonly type: "globalAveragePoolGradient"; readonly accumulate: boolean} & Pooling)
  /**
   * logits `[batch, classes]`, labels `[batch]` (int32; a negative one is no image) → metrics `[2]` (mean loss, error
   * count), [dlogits]
   */
  | {
      readonly type: "crossEntropy";
      readonly batch: number;
      readonly classes: number;
      readonly gradient: boolean;
    }
  /** output, target → metrics `[2]` (mean of squares, 0), doutput */
  | {readonly type: "squaredError"; readonly size: number}
  /** partials → sums: each segment's parts added */
  | {readonly type: "reduce"; readonly segments: readonly Segment[]}
  /** gradients, hyper `[4]` (learning rate, momentum, weight decay, unused) → parameters, velocities */
  | {readonly type: "sgd"; readonly size: number}
  /** x → sum `[1]`: Σx² */
  | {readonly type: "sumOfSquares"; readonly size: number};

/** Sizes of a shortcut of option A. */
export interface Resampling {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly stride: number;
  readonly outChannels: number;
}

/** Sizes of a global average pooling. */
export interface Pooling {
  readonly batch: number;
  readonly positions: number;
  readonly channels: number;
}

/** The kernel of a type. */
export type KernelOf<T extends Kernel["type"]> = Extract<Kernel, {type: T}>;

/** Returns a text that is equal for equal kernels. */
export function kernelKey(kernel: Kernel): string {
  return JSON.stringify(kernel);
}

/** Returns the volume of a resampling's result. */
export function resampledSize({height, width, stride}: Resampling): [height: number, width: number] {
  return [Math.ceil(height / stride), Math.ceil(width / stride)];
}

/** Returns the number of values in a filter gradient's one part. */
export function filterSize({kernel, channels, groups, filters}: Geometry): number {
  return kernel * kernel * (channels / groups) * filters;
}
