import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** Sizes of a global average pooling. */
export interface Pooling {
  readonly batch: number;
  readonly positions: number;
  readonly channels: number;
}

/** x `[batch, positions, channels]` → y `[batch, channels]`: the mean */
export interface GlobalAveragePoolKernel extends Pooling {
  readonly type: "globalAveragePool";
}

/** The kernel forward, on each machine. */
export const globalAveragePool: KernelDescriptor<GlobalAveragePoolKernel> = {
  type: "globalAveragePool",
  shader: forwardShader,
  bind({batch, positions, channels}, {exports, at}) {
    const [x, y] = [at("x"), at("y")];
    return () => exports.globalAveragePool(x, y, batch, positions, channels);
  }
};

/** y = mean of x over all positions; x `[batch, positions, channels]`, y `[batch, channels]`. Reads x once. */
function forwardShader({batch, positions, channels}: GlobalAveragePoolKernel): Shader {
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

/** dy → dx */
export interface GlobalAveragePoolGradientKernel extends Pooling {
  readonly type: "globalAveragePoolGradient";
  readonly accumulate: boolean;
}

/** The kernel back, on each machine. */
export const globalAveragePoolGradient: KernelDescriptor<GlobalAveragePoolGradientKernel> = {
  type: "globalAveragePoolGradient",
  shader: gradientShader,
  bind({batch, positions, channels, accumulate}, {exports, at}) {
    const [dy, dx, adds] = [at("dy"), at("dx"), Number(accumulate)];
    return () => exports.globalAveragePoolGradient(dy, dx, batch, positions, channels, adds);
  }
};

/** dx = dy / positions at every position. Writes (or changes) dx once. */
function gradientShader(kernel: GlobalAveragePoolGradientKernel): Shader {
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
