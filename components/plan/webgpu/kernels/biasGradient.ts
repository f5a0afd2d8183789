import type {KernelOf} from "../../kernel.js";
import {columnsOf} from "../columnSums.js";
import {type Shader, shader} from "../shader.js";

/**
 * Partial sums of dy per channel: part p adds up the p-th run of rows.
 *
 * - dy `[rows, channels]`, partials `[parts, channels]`
 * - rows · channels additions; reads dy once
 */
export function biasGradient({rows, channels, parts, gated}: KernelOf<"biasGradient">): Shader {
  const {type, vectors} = columnsOf(channels);
  const run = Math.ceil(rows / parts);
  return shader({
    uniforms: {gate: gated},
    read: {dy: type},
    write: {partials: type},
    threads: parts * vectors,
    body: `
  let c = i32(t) % ${vectors};
  let part = i32(t) / ${vectors};
  var sum = ${type}(0);
  let end = min(${rows}, (part + 1) * ${run});
  for (var r = part * ${run}; r < end; r++) { sum += dy[r * ${vectors} + c]; }
  partials[t] = ${gated ? "gate.z * " : ""}sum;`
  });
}
