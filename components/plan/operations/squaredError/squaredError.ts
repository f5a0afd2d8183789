import {type Shader, shader, workgroupSize} from "../../machines/webgpu/shader.js";
import {addThreads, sharedTotals} from "../../machines/webgpu/total.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** output, target → metrics `[2]` (mean of squares, 0), doutput */
export interface SquaredErrorKernel {
  readonly type: "squaredError";
  readonly size: number;
}

/** The kernel on each machine. */
export const squaredError: KernelDescriptor<SquaredErrorKernel> = {
  type: "squaredError",
  shader: shaderOf,
  bind({size}, {exports, at}) {
    const [output, target, metrics, doutput] = ["output", "target", "metrics", "doutput"].map(at);
    return () => exports.squaredError(output, target, metrics, doutput, size);
  }
};

/** Mean of (output − target)², and its gradient 2·(output − target) / size; `[size]` each. For tests: one workgroup. */
function shaderOf({size}: SquaredErrorKernel): Shader {
  return shader({
    read: {output: "f32", target_: "f32"},
    write: {metrics: "f32", doutput: "f32"},
    declarations: sharedTotals,
    workgroups: [1, 1],
    body: `
  var sum = vec2f(0);
  for (var i = l; i < ${size}u; i += ${workgroupSize}u) {
    let d = output[i] - target_[i];
    sum.x += d * d;
    doutput[i] = d * ${2 / size}f;
  }
  ${addThreads}
  if (l == 0u) {
    metrics[0] = sum.x / ${size}f;
    metrics[1] = 0;
  }`
  });
}
