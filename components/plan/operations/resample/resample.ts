import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import {resampledSize, type Resampling} from "./resampling.js";

/** x → y: every stride-th row and column, zero channels appended; the shortcut of option A */
export interface ResampleKernel extends Resampling {
  readonly type: "resample";
}

/** The kernel on each machine. */
export const resample: KernelDescriptor<ResampleKernel> = {
  type: "resample",
  shader: shaderOf,
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
function shaderOf(kernel: ResampleKernel): Shader {
  const {batch, height, width, channels, stride, outChannels} = kernel;
  const [outHeight, outWidth] = resampledSize(kernel);
  return shader({
    read: {x: "f32"},
    write: {y: "f32"},
    threads: batch * outHeight * outWidth * outChannels,
    body: `
  let c = t % ${outChannels}u;
  let position = t / ${outChannels}u;
  let column = position % ${outWidth}u * ${stride}u;
  let row = position / ${outWidth}u % ${outHeight}u * ${stride}u;
  let n = position / ${outWidth * outHeight}u;
  var v = 0f;
  if (c < ${channels}u) { v = x[((n * ${height}u + row) * ${width}u + column) * ${channels}u + c]; }
  y[t] = v;`
  });
}
