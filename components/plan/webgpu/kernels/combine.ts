import type {KernelOf} from "../../kernel.js";
import {vectorsOf} from "../elementwise.js";
import {activated} from "../epilogue.js";
import {float, type Shader, shader} from "../shader.js";

/**
 * y = activation(scales[0]·g₀·x0 + scales[1]·g₁·x1), `[size]` each; of a shortcut alone, x0 is multiplied by g₁. Reads
 * each term once, writes y once.
 */
export function combine({size, scales, gated, activation}: KernelOf<"combine">): Shader {
  const {type, threads} = vectorsOf(size);
  const terms = scales.map((scale, i) => {
    const gate = gated ? `gate.${(gated === "shortcut" ? "y" : "xy")[i]} * ` : "";
    return `${gate}${scale === 1 ? "" : `${float(scale)} * `}x${i}[t]`;
  });
  return shader({
    uniforms: {gate: gated !== false},
    read: {x0: type, x1: scales.length > 1 && type},
    write: {y: type},
    threads,
    body: `let v = ${terms.join(" + ")};
  y[t] = ${activated("v", type, activation)};`
  });
}
