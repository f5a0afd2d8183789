import {type KernelOf, resampledSize} from "../../kernel.js";
import {type Shader, shader} from "../shader.js";

/**
 * y = every stride-th row and column of x, with zero channels appended: the shortcut of option A.
 *
 * - x `[batch, height, width, channels]`, y `[batch, ⌈height / stride⌉, ⌈width / stride⌉, outChannels]`
 * - no arithmetic; writes y once. Source: He et al. 2015 (arXiv:1512.03385), §3.3.
 */
export function resample(kernel: KernelOf<"resample">): Shader {
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
