import {type Shader, shader, workgroupSize} from "../../machines/webgpu/shader.js";
import {addThreads, sharedTotals} from "../../machines/webgpu/total.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** x → sum `[1]`: Σx² */
export interface SumOfSquaresKernel {
  readonly type: "sumOfSquares";
  readonly size: number;
}

/** The kernel on each machine. */
export const sumOfSquares: KernelDescriptor<SumOfSquaresKernel> = {
  type: "sumOfSquares",
  shader: shaderOf,
  bind({size}, {exports, at}) {
    const [x, sum] = [at("x"), at("sum")];
    return () => exports.sumOfSquares(x, sum, size);
  }
};

/** Σx², x `[size]`. One workgroup: it measures now and then. */
function shaderOf({size}: SumOfSquaresKernel): Shader {
  return shader({
    read: {x: "f32"},
    write: {sum_: "f32"},
    declarations: sharedTotals,
    workgroups: [1, 1],
    body: `
  var sum = vec2f(0);
  for (var i = l; i < ${size}u; i += ${workgroupSize}u) { sum.x += x[i] * x[i]; }
  ${addThreads}
  if (l == 0u) { sum_[0] = sum.x; }`
  });
}
