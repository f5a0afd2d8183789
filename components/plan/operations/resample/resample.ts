import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** Sizes of a shortcut of option A. */
export interface Resampling {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly stride: number;
  readonly outChannels: number;
}

/** x → y: every stride-th row and column, zero channels appended; the shortcut of option A */
export interface ResampleKernel extends Resampling {
  readonly type: "resample";
}

/** The kernel forward, on each machine. */
export const resample: KernelDescriptor<ResampleKernel> = {
  type: "resample",
  shader: forwardShader,
  bind({batch, height, width, channels, stride, outChannels}, {exports, at}) {
    const [x, y] = [at("x"), at("y")];
    return () => exports.resample(x, y, batch, height, width, channels, stride, outChannels);
  }
};

/**
 * y = every stride-th row and column of x, with zero channels appended: the shortcut of option A.
 *
 * - x `[batch, height, width, channels]`, y `[batch, ⌈height / stride⌉, ⌈width / stride⌉, outChannels]`
 * - no arithmetic; writes y once. Source: He et al. 2015 (arXiv:1512.03385), §3.3.
 */
function forwardShader(kernel: ResampleKernel): Shader {
  const {batch, outChannels} = kernel;
  const [outHeight, outWidth] = resampledSize(kernel);
  return shader({
    read: {x: "f32"},
    write: {y: "f32"},
    sizes: sizesOf(kernel),
    threads: batch * outHeight * outWidth * outChannels,
    body: `
  let c = i32(t) % sizes.outChannels;
  let position = i32(t) / sizes.outChannels;
  let column = position % sizes.outWidth * sizes.stride;
  let row = position / sizes.outWidth % sizes.outHeight * sizes.stride;
  let n = position / (sizes.outWidth * sizes.outHeight);
  var v = 0f;
  if (c < sizes.channels) { v = x[((n * sizes.height + row) * sizes.width + column) * sizes.channels + c]; }
  y[t] = v;`
  });
}

/** dy → dx */
export interface ResampleGradientKernel extends Resampling {
  readonly type: "resampleGradient";
  readonly accumulate: boolean;
}

/** The kernel back, on each machine. */
export const resampleGradient: KernelDescriptor<ResampleGradientKernel> = {
  type: "resampleGradient",
  shader: gradientShader,
  bind({batch, height, width, channels, stride, outChannels, accumulate}, {exports, at}) {
    const [dy, dx, adds] = [at("dy"), at("dx"), Number(accumulate)];
    return () => exports.resampleGradient(dy, dx, batch, height, width, channels, stride, outChannels, adds);
  }
};

/** The gradient of resample: dy where a position was taken, else 0. Writes (or changes) dx once. */
function gradientShader(kernel: ResampleGradientKernel): Shader {
  const {batch, height, width, channels, accumulate} = kernel;
  return shader({
    read: {dy: "f32"},
    write: {dx: "f32"},
    sizes: sizesOf(kernel),
    threads: batch * height * width * channels,
    body: `
  let c = i32(t) % sizes.channels;
  let position = i32(t) / sizes.channels;
  let column = position % sizes.width;
  let row = position / sizes.width % sizes.height;
  let n = position / (sizes.width * sizes.height);
  let stride = sizes.stride;
  var v = 0f;
  if (row % stride == 0 && column % stride == 0 && c < sizes.outChannels) {
    v = dy[((n * sizes.outHeight + row / stride) * sizes.outWidth + column / stride) * sizes.outChannels + c];
  }
  dx[t] = ${accumulate ? "dx[t] + " : ""}v;`
  });
}

/** Returns the volume of a resampling's result. */
export function resampledSize({height, width, stride}: Resampling): [height: number, width: number] {
  return [Math.ceil(height / stride), Math.ceil(width / stride)];
}

function sizesOf(resampling: Resampling): Record<string, number> {
  const {height, width, channels, stride, outChannels} = resampling;
  const [outHeight, outWidth] = resampledSize(resampling);
  return {height, width, channels, stride, outChannels, outHeight, outWidth};
}
