import type {Kernel, KernelOf} from "../kernel.js";
import {biasGradient} from "./kernels/biasGradient.js";
import {convolution} from "./kernels/convolution.js";
import {accumulate, activationGradient, combine, scale, sgd} from "./kernels/elementwise.js";
import {filterGradient} from "./kernels/filterGradient.js";
import {inputGradient} from "./kernels/inputGradient.js";
import {crossEntropy, squaredError, sumOfSquares} from "./kernels/losses.js";
import {normalize} from "./kernels/normalize.js";
import {normalizeRunning} from "./kernels/normalizeRunning.js";
import {normGradient} from "./kernels/normGradient.js";
import {normGradientSums} from "./kernels/normGradientSums.js";
import {normStatistics} from "./kernels/normStatistics.js";
import {
  copyChannels,
  globalAveragePool,
  globalAveragePoolGradient,
  resample,
  resampleGradient
} from "./kernels/placement.js";
import {reduce} from "./kernels/reduce.js";
import type {Shader} from "./shader.js";

const generators: {[T in Kernel["type"]]: (kernel: KernelOf<T>) => Shader} = {
  convolution,
  inputGradient,
  filterGradient,
  biasGradient,
  normStatistics,
  normalize,
  normalizeRunning,
  normGradientSums,
  normGradient,
  combine,
  activationGradient,
  accumulate,
  scale,
  resample,
  resampleGradient,
  copyChannels,
  globalAveragePool,
  globalAveragePoolGradient,
  crossEntropy,
  squaredError,
  reduce,
  sgd,
  sumOfSquares
};

/** Returns the WGSL program of a *kernel*. */
export function shaderOf(kernel: Kernel): Shader {
  return (generators[kernel.type] as (kernel: Kernel) => Shader)(kernel);
}
