import {vectorsOf} from "../../machines/webgpu/elementwise.js";
import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** → dx: zeros, whatever it holds */
export interface ZeroKernel {
  readonly type: "zero";
  readonly size: number;
}

/** The kernel on each machine. */
export const zero: KernelDescriptor<ZeroKernel> = {
  type: "zero",
  shader: shaderOf,
  bind({size}, {exports, at}) {
    const dx = at("dx");
    return () => exports.zero(dx, size);
  }
};

/** dx = 0, `[size]`, whatever it holds: 0 times what may be NaN would not do. Writes dx once. */
function shaderOf({size}: ZeroKernel): Shader {
  const {type, threads} = vectorsOf(size);
  return shader({read: {}, write: {dx: type}, threads, body: `dx[t] = ${type}(0);`});
}
