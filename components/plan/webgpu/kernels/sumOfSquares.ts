import type {KernelOf} from "../../kernel.js";
import {type Shader, shader, workgroupSize} from "../shader.js";
import {addThreads, sharedTotals} from "../total.js";

/** Σx², x `[size]`. One workgroup: it measures now and then. */
export function sumOfSquares({size}: KernelOf<"sumOfSquares">): Shader {
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
