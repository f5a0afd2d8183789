import {gateBytes} from "../../machines/wasm/gateBytes.js";
import {vectorsOf} from "../../machines/webgpu/elementwise.js";
import {float, type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** [gate: g₃] → dx, multiplied by factor·g₃, in place */
export interface ScaleKernel {
  readonly type: "scale";
  readonly size: number;
  readonly factor: number;
  readonly gated: boolean;
}

/** The kernel on each machine. */
export const scale: KernelDescriptor<ScaleKernel> = {
  type: "scale",
  shader: shaderOf,
  bind({size, factor, gated}, {exports, at, maybe}) {
    const [dx, gate] = [at("dx"), maybe(gated, "gate", gateBytes.shortcutBackward)];
    return () => exports.scale(dx, gate, size, factor);
  }
};

/** dx = factor·g₃·dx, `[size]`, in place. */
function shaderOf({size, factor, gated}: ScaleKernel): Shader {
  const {type, threads} = vectorsOf(size);
  return shader({
    uniforms: {gate: gated},
    read: {},
    write: {dx: type},
    threads,
    body: `dx[t] = ${gated ? "gate.w * " : ""}${float(factor)} * dx[t];`
  });
}
