import type {Activation} from "../../../network/leaf.js";
import {codeOf} from "../../machines/wasm/activationCodes.js";
import {vectorsOf} from "../../machines/webgpu/elementwise.js";
import {sloped} from "../../machines/webgpu/epilogue.js";
import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** y → dy, multiplied by the activation's slope, in place */
export interface ActivationGradientKernel {
  readonly type: "activationGradient";
  readonly size: number;
  readonly activation: Activation["type"];
}

/** The kernel on each machine. */
export const activationGradient: KernelDescriptor<ActivationGradientKernel> = {
  type: "activationGradient",
  shader: shaderOf,
  bind({size, activation}, {exports, at}) {
    const [y, dy, code] = [at("y"), at("dy"), codeOf(activation)];
    return () => exports.activationGradient(y, dy, size, code);
  }
};

/** dy times the slope of the activation whose value is y, in place, `[size]` each. Reads both once, writes dy once. */
function shaderOf({size, activation}: ActivationGradientKernel): Shader {
  const {type, threads} = vectorsOf(size);
  return shader({
    read: {y: type},
    write: {dy: type},
    threads,
    body: `dy[t] = ${sloped("dy[t]", "y[t]", type, activation)};`
  });
}
