import {lanes, type Shader, shader, vector} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import {
  outputsOfPosition,
  placeOfThread,
  type PoolWindows,
  windowOfOutput,
  windowSizes
} from "./poolWindows.js";

/** x → y: the mean of each window, of its positions inside the border */
export interface AveragePoolKernel extends PoolWindows {
  readonly type: "averagePool";
}

/** The kernel forward, on each machine. */
export const averagePool: KernelDescriptor<AveragePoolKernel> = {
  type: "averagePool",
  shader: forwardShader,
  bind(windows, {exports, at}) {
    const [x, y, sizes] = [at("x"), at("y"), windowSizes(windows)];
    return () => exports.averagePool(x, y, ...sizes);
  }
};

/**
 * y = the mean of each window, over the positions that lie inside the border.
 *
 * - x `[batch, height, width, channels]`, y `[batch, outHeight, outWidth, channels]`
 * - kernel² additions a value of y; reads x about (kernel / stride)² times through caches
 */
function forwardShader(windows: AveragePoolKernel): Shader {
  const {batch, height, width, channels, outHeight, outWidth} = windows;
  const wide = lanes(channels);
  const type = vector(wide);
  const vectors = channels / wide;
  return shader({
    read: {x: type},
    write: {y: type},
    threads: batch * outHeight * outWidth * vectors,
    body: `
  ${placeOfThread(vectors, outHeight, outWidth)}
  ${windowOfOutput(windows)}
  var sum = ${type}(0);
  for (var h = top; h < bottom; h++) {
    for (var w = left; w < right; w++) { sum += x[((n * ${height} + h) * ${width} + w) * ${vectors} + c]; }
  }
  y[t] = sum / f32((bottom - top) * (right - left));`
  });
}

/** dy → dx */
export interface AveragePoolGradientKernel extends PoolWindows {
  readonly type: "averagePoolGradient";
  readonly accumulate: boolean;
}

/** The kernel back, on each machine. */
export const averagePoolGradient: KernelDescriptor<AveragePoolGradientKernel> = {
  type: "averagePoolGradient",
  shader: gradientShader,
  bind({accumulate, ...windows}, {exports, at}) {
    const [dy, dx, adds, sizes] = [at("dy"), at("dx"), Number(accumulate), windowSizes(windows)];
    return () => exports.averagePoolGradient(dy, dx, adds, ...sizes);
  }
};

/** dx = Σ dy / count over the windows that have the position, each with its own count. Writes (or changes) dx once. */
function gradientShader({accumulate, ...windows}: AveragePoolGradientKernel): Shader {
  const {batch, height, width, channels, outHeight, outWidth, kernel, stride, padding} = windows;
  const wide = lanes(channels);
  const type = vector(wide);
  const vectors = channels / wide;
  const inside = (place: string, size: number) =>
    `(min(${place} * ${stride} - ${padding} + ${kernel}, ${size}) - max(${place} * ${stride} - ${padding}, 0))`;
  return shader({
    read: {dy: type},
    write: {dx: type},
    threads: batch * height * width * vectors,
    body: `
  ${placeOfThread(vectors, height, width)}
  ${outputsOfPosition(windows)}
  var sum = ${type}(0);
  for (var h = first.x; h <= last.x; h++) {
    for (var w = first.y; w <= last.y; w++) {
      let count = ${inside("h", height)} * ${inside("w", width)};
      sum += dy[((n * ${outHeight} + h) * ${outWidth} + w) * ${vectors} + c] / f32(count);
    }
  }
  dx[t] = ${accumulate ? "dx[t] + " : ""}sum;`
  });
}
