import type {KernelOf} from "../../kernel.js";
import {vectorsOf} from "../elementwise.js";
import {float, type Shader, shader} from "../shader.js";

/** dx = factor·g₃·dx, `[size]`, in place. */
export function scale({size, factor, gated}: KernelOf<"scale">): Shader {
  const {type, threads} = vectorsOf(size);
  return shader({
    uniforms: {gate: gated},
    read: {},
    write: {dx: type},
    threads,
    body: `dx[t] = ${gated ? "gate.w * " : ""}${float(factor)} * dx[t];`
  });
}
