import type {Kernel, KernelOf} from "../kernel.js";
import {accumulate} from "./kernels/accumulate.js";
import {activationGradient} from "./kernels/activationGradient.js";
import {biasGradient} from "./kernels/biasGradient.js";
import {combine} from "./kernels/combine.js";
import {convolution} from "./kernels/convolution.js";
import {copyChannels} from "./kernels/copyChannels.js";
import {crossEntropy} from "./kernels/crossEntropy.js";
import {filterGradient} from "./kernels/filterGradient.js";
import {globalAveragePool} from "./kernels/globalAveragePool.js";
import {globalAveragePoolGradient} from "./kernels/globalAveragePoolGradient.js";
import {inputGradient} from "./kernels/inputGradient.js";
import {normalize} from "./kernels/normalize.js";
import {normalizeRunning} from "./kernels/normalizeRunning.js";
import {normGradient} from "./kernels/normGradient.js";
import {normGradientSums} from "./kernels/normGradientSums.js";
import {normStatistics} from "./kernels/normStatistics.js";
import {reduce} from "./kernels/reduce.js";
import {resample} from "./kernels/resample.js";
import {resampleGradient} from "./kernels/resampleGradient.js";
import {scale} from "./kernels/scale.js";
import {sgd} from "./kernels/sgd.js";
import {squaredError} from "./kernels/squaredError.js";
import {sumOfSquares} from "./kernels/sumOfSquares.js";
import {zero} from "./kernels/zero.js";
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
  zero,
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
