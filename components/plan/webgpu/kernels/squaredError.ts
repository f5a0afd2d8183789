import type {KernelOf} from "../../kernel.js";
import {type Shader, shader, workgroupSize} from "../shader.js";
import {addThreads, sharedTotals} from "../total.js";

/** Mean of (output − target)², and its gradient 2·(output − target) / size; `[size]` each. For tests: one workgroup. */
export function squaredError({size}: KernelOf<"squaredError">): Shader {
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
