import {gateBytes} from "../../machines/wasm/gateBytes.js";
import {vectorsOf} from "../../machines/webgpu/elementwise.js";
import {float, type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/**
 * dy, [gate] → dx = keep·dx + scale·g·dy, where g is the gate's *gated* number: g₂ (residual) or g₃ (shortcut); a keep
 * of 0 overwrites
 */
export interface AccumulateKernel {
  readonly type: "accumulate";
  readonly size: number;
  readonly keep: number;
  readonly scale: number;
  readonly gated?: "residual" | "shortcut";
}

/** The kernel on each machine. */
export const accumulate: KernelDescriptor<AccumulateKernel> = {
  type: "accumulate",
  shader: shaderOf,
  bind({size, keep, scale, gated}, {exports, at, maybe}) {
    const [dy, dx] = [at("dy"), at("dx")];
    const place = gated === "residual" ? gateBytes.residualBackward : gateBytes.shortcutBackward;
    const gate = maybe(gated !== undefined, "gate", place);
    return () => exports.accumulate(dy, gate, dx, size, keep, scale);
  }
};

/** dx = keep·dx + scale·g·dy, `[size]` each; g is the gate's number for the way back of *gated*. */
function shaderOf({size, keep, scale, gated}: AccumulateKernel): Shader {
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
