import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import type {Pooling} from "./pooling.js";

/** dy → dx */
export interface GlobalAveragePoolGradientKernel extends Pooling {
  readonly type: "globalAveragePoolGradient";
  readonly accumulate: boolean;
}

/** The kernel on each machine. */
export const globalAveragePoolGradient: KernelDescriptor<GlobalAveragePoolGradientKernel> = {
  type: "globalAveragePoolGradient",
  shader: shaderOf,
  bind({batch, positions, channels, accumulate}, {exports, at}) {
    const [dy, dx, adds] = [at("dy"), at("dx"), Number(accumulate)];
    return () => exports.globalAveragePoolGradient(dy, dx, batch, positions, channels, adds);
  }
};

/** dx = dy / positions at every position. Writes (or changes) dx once. */
function shaderOf(kernel: GlobalAveragePoolGradientKernel): Shader {
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
