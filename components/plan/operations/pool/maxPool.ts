import {lanes, type Shader, shader, vector} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import {
  outputsOfPosition,
  placeOfThread,
  type PoolWindows,
  windowOfOutput,
  windowSizes
} from "./poolWindows.js";

/** x → y: the largest of each window, [winners: which position of its image that is, row · width + column] */
export interface MaxPoolKernel extends PoolWindows {
  readonly type: "maxPool";
  readonly winners: boolean;
}

/** The kernel forward, on each machine. */
export const maxPool: KernelDescriptor<MaxPoolKernel> = {
  type: "maxPool",
  shader: forwardShader,
  bind({winners, ...windows}, {exports, at, maybe}) {
    const [x, y, won, sizes] = [at("x"), at("y"), maybe(winners, "winners"), windowSizes(windows)];
    return () => exports.maxPool(x, y, won, ...sizes);
  }
};

/**
 * y = the largest of each window; of several equal ones, the first wins, as in PyTorch.
 *
 * - x `[batch, height, width, channels]`; y, winners `[batch, outHeight, outWidth, channels]`
 * - kernel² comparisons a value of y; reads x about (kernel / stride)² times through caches
 */
function forwardShader({winners, ...windows}: MaxPoolKernel): Shader {
  const {batch, height, width, channels, outHeight, outWidth} = windows;
  const wide = lanes(channels);
  const type = vector(wide);
  const vectors = channels / wide;
  return shader({
    read: {x: type},
    write: {y: type, winners: winners && type},
    threads: batch * outHeight * outWidth * vectors,
    body: `
  ${placeOfThread(vectors, outHeight, outWidth)}
  ${windowOfOutput(windows)}
  var best = x[((n * ${height} + top) * ${width} + left) * ${vectors} + c];
  var winner = ${type}(f32(top * ${width} + left));
  for (var h = top; h < bottom; h++) {
    for (var w = left; w < right; w++) {
      let v = x[((n * ${height} + h) * ${width} + w) * ${vectors} + c];
      let wins = v > best;
      best = select(best, v, wins);
      winner = select(winner, ${type}(f32(h * ${width} + w)), wins);
    }
  }
  y[t] = best;
  ${winners ? "winners[t] = winner;" : ""}`
  });
}

/** dy, winners → dx */
export interface MaxPoolGradientKernel extends PoolWindows {
  readonly type: "maxPoolGradient";
  readonly accumulate: boolean;
}

/** The kernel back, on each machine. */
export const maxPoolGradient: KernelDescriptor<MaxPoolGradientKernel> = {
  type: "maxPoolGradient",
  shader: gradientShader,
  bind({accumulate, ...windows}, {exports, at}) {
    const [dy, winners, dx, sizes] = [at("dy"), at("winners"), at("dx"), windowSizes(windows)];
    const adds = Number(accumulate);
    return () => exports.maxPoolGradient(dy, winners, dx, adds, ...sizes);
  }
};

/** dx = Σ dy over the windows in which the position won. Writes (or changes) dx once. */
function gradientShader({accumulate, ...windows}: MaxPoolGradientKernel): Shader {
  const {batch, height, width, channels, outHeight, outWidth} = windows;
  const wide = lanes(channels);
  const type = vector(wide);
  const vectors = channels / wide;
  return shader({
    read: {dy: type, winners: type},
    write: {dx: type},
    threads: batch * height * width * vectors,
    body: `
  ${placeOfThread(vectors, height, width)}
  ${outputsOfPosition(windows)}
  let own = ${type}(f32(row * ${width} + column));
  var sum = ${type}(0);
  for (var h = first.x; h <= last.x; h++) {
    for (var w = first.y; w <= last.y; w++) {
      let i = ((n * ${outHeight} + h) * ${outWidth} + w) * ${vectors} + c;
      sum += select(${type}(0), dy[i], winners[i] == own);
    }
  }
  dx[t] = ${accumulate ? "dx[t] + " : ""}sum;`
  });
}
