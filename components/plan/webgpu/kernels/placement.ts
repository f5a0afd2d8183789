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

/** The gradient of resample: dy where a position was taken, else 0. Writes (or changes) dx once. */
export function resampleGradient(kernel: KernelOf<"resampleGradient">): Shader {
  const {batch, height, width, channels, stride, outChannels, accumulate} = kernel;
  const [outHeight, outWidth] = resampledSize(kernel);
  return shader({
    read: {dy: "f32"},
    write: {dx: "f32"},
    threads: batch * height * width * channels,
    body: `
  let c = t % ${channels}u;
  let position = t / ${channels}u;
  let column = position % ${width}u;
  let row = position / ${width}u % ${height}u;
  let n = position / ${width * height}u;
  var v = 0f;
  if (row % ${stride}u == 0u && column % ${stride}u == 0u && c < ${outChannels}u) {
    v = dy[((n * ${outHeight}u + row / ${stride}u) * ${outWidth}u + column / ${stride}u) * ${outChannels}u + c];
  }
  dx[t] = ${accumulate ? "dx[t] + " : ""}v;`
  });
}

/** Copies some channels of each row, `[rows, fromChannels]` to `[rows, toChannels]`: one input of a concatenation. */
export function copyChannels(kernel: KernelOf<"copyChannels">): Shader {
  const {rows, count, fromChannels, fromOffset, toChannels, toOffset, accumulate} = kernel;
  return shader({
    read: {x: "f32"},
    write: {y: "f32"},
    threads: rows * count,
    body: `
  let c = t % ${count}u;
  let row = t / ${count}u;
  let to = row * ${toChannels}u + ${toOffset}u + c;
  y[to] = ${accumulate ? "y[to] + " : ""}x[row * ${fromChannels}u + ${fromOffset}u + c];`
  });
}

/** y = mean of x over all positions; x `[batch, positions, channels]`, y `[batch, channels]`. Reads x once. */
export function globalAveragePool({batch, positions, channels}: KernelOf<"globalAveragePool">): Shader {
  return shader({
    read: {x: "f32"},
    write: {y: "f32"},
    threads: batch * channels,
    body: `
  let c = t % ${channels}u;
  let n = t / ${channels}u;
  var sum = 0f;
  for (var i = 0u; i < ${positions}u; i++) { sum += x[(n * ${positions}u + i) * ${channels}u + c]; }
  y[t] = sum / ${positions}f;`
  });
}

/** dx = dy / positions at every position. Writes (or changes) dx once. */
export function globalAveragePoolGradient(kernel: KernelOf<"globalAveragePoolGradient">): Shader {
  const {batch, positions, channels, accumulate} = kernel;
  return shader({
    read: {dy: "f32"},
    write: {dx: "f32"},
    threads: batch * positions * channels,
    body: `
  let c = t % ${channels}u;
  let n = t / ${positions * channels}u;
  dx[t] = ${accumulate ? "dx[t] + " : ""}dy[n * ${channels}u + c] / ${positions}f;`
  });
}
