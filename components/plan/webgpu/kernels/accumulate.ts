import type {KernelOf} from "../../kernel.js";
import {vectorsOf} from "../elementwise.js";
import {float, type Shader, shader} from "../shader.js";

/** dx = keep·dx + scale·g·dy, `[size]` each; g is the gate's number for the way back of *gated*. */
export function accumulate({size, keep, scale, gated}: KernelOf<"accumulate">): Shader {
  const {type, threads} = vectorsOf(size);
  const gate = gated ? `gate.${gated === "residual" ? "z" : "w"} * ` : "";
  const kept = keep === 0 ? "" : `${keep === 1 ? "" : `${float(keep)} * `}dx[t] + `;
  return shader({
    uniforms: {gate: gated !== undefined},
    read: {dy: type},
    write: {dx: type},
    threads,
    body: `dx[t] = ${kept}${gate}${float(scale)} * dy[t];`
  });
}
