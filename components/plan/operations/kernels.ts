import {type WasmCall, wasmCall} from "../machines/wasm/wasmCall.js";
import type {Shader} from "../machines/webgpu/shader.js";
import {accumulate} from "./accumulate/accumulate.js";
import {activationGradient} from "./combine/activationGradient.js";
import {combine} from "./combine/combine.js";
import {copyChannels} from "./concat/copyChannels.js";
import {biasGradient} from "./convolution/biasGradient.js";
import {convolution} from "./convolution/convolution.js";
import {filterGradient} from "./convolution/filterGradient.js";
import {inputGradient} from "./convolution/inputGradient.js";
import {crossEntropy} from "./crossEntropy/crossEntropy.js";
import {dropout} from "./dropout/dropout.js";
import {flatten} from "./flatten/flatten.js";
import {globalAveragePool, globalAveragePoolGradient} from "./globalAveragePool/globalAveragePool.js";
import type {KernelDescriptor} from "./kernelDescriptor.js";
import {localResponse, localResponseGradient} from "./localResponseNorm/localResponse.js";
import {normalize} from "./norm/normalize.js";
import {normalizeRunning} from "./norm/normalizeRunning.js";
import {normGradient} from "./norm/normGradient.js";
import {normGradientSums} from "./norm/normGradientSums.js";
import {normStatistics} from "./norm/normStatistics.js";
import {optimizerStep} from "./optimizerStep/optimizerStep.js";
import {averagePool, averagePoolGradient} from "./pool/averagePool.js";
import {maxPool, maxPoolGradient} from "./pool/maxPool.js";
import {reduce} from "./reduce/reduce.js";
import {resample, resampleGradient} from "./resample/resample.js";
import {scale} from "./scale/scale.js";
import {squaredError} from "./squaredError/squaredError.js";
import {sumOfSquares} from "./sumOfSquares/sumOfSquares.js";
import {zero} from "./zero/zero.js";

const registered = [
  accumulate,
  activationGradient,
  averagePool,
  averagePoolGradient,
  biasGradient,
  combine,
  convolution,
  copyChannels,
  crossEntropy,
  dropout,
  filterGradient,
  flatten,
  globalAveragePool,
  globalAveragePoolGradient,
  inputGradient,
  localResponse,
  localResponseGradient,
  maxPool,
  maxPoolGradient,
  normalize,
  normalizeRunning,
  normGradient,
  normGradientSums,
  normStatistics,
  optimizerStep,
  reduce,
  resample,
  resampleGradient,
  scale,
  squaredError,
  sumOfSquares,
  zero
];

type KernelIn<Descriptor> = Descriptor extends KernelDescriptor<infer K> ? K : never;

/** One kernel with all its sizes. */
export type Kernel = KernelIn<(typeof registered)[number]>;

/** The kernel of a type. */
export type KernelOf<T extends Kernel["type"]> = Extract<Kernel, {type: T}>;

/** Every kernel that there is. */
export const kernels: readonly KernelDescriptor<Kernel>[] = registered;

const byType = new Map(kernels.map((descriptor) => [descriptor.type, descriptor]));

function descriptorOf({type}: Kernel): KernelDescriptor<Kernel> {
  const descriptor = byType.get(type);
  if (!descriptor) throw new RangeError(`unknown kernel: ${type}; it must be registered in kernels.ts`);
  return descriptor;
}

/** Returns a text that is equal for equal kernels. */
export function kernelKey(kernel: Kernel): string {
  return JSON.stringify(kernel);
}

/** Returns the WGSL program of a *kernel*. */
export function shaderOf(kernel: Kernel): Shader {
  return descriptorOf(kernel).shader(kernel);
}

/** Returns a function that runs a *kernel* once in WebAssembly, where it has scratchBytes(kernel) bytes of scratch. */
export function bindKernel(kernel: Kernel, places: Omit<WasmCall, "maybe">): () => void {
  return descriptorOf(kernel).bind(kernel, wasmCall(places));
}

/** Returns whether several threads make a *kernel* together in WebAssembly; otherwise the first makes it alone. */
export function isShared(kernel: Kernel): boolean {
  return descriptorOf(kernel).isShared?.(kernel) ?? false;
}

/** Returns the bytes of scratch that a *kernel* needs in WebAssembly, a multiple of 16. */
export function scratchBytes(kernel: Kernel): number {
  const numbers = descriptorOf(kernel).scratchSize?.(kernel) ?? 0;
  return 16 * Math.ceil(numbers / 4);
}
