import type {Activation} from "../../../network/leaf.js";
import {codeOf} from "../../machines/wasm/activationCodes.js";
import {gateBytes} from "../../machines/wasm/gateBytes.js";
import {vectorsOf} from "../../machines/webgpu/elementwise.js";
import {activated} from "../../machines/webgpu/epilogue.js";
import {float, type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/**
 * x0, [x1], [gate: g₀ for x0, g₁ for x1] → y = activation(scales[0]·x0 + scales[1]·x1); *gated* "shortcut" has x0
 * alone, by g₁
 */
export interface CombineKernel {
  readonly type: "combine";
  readonly size: number;
  readonly scales: readonly number[];
  readonly gated: boolean | "shortcut";
  readonly activation?: Activation["type"];
}

/** The kernel on each machine. */
export const combine: KernelDescriptor<CombineKernel> = {
  type: "combine",
  shader: shaderOf,
  bind({size, scales, gated, activation}, {exports, at, maybe}) {
    const [x0, x1, y] = [at("x0"), maybe(scales.length > 1, "x1"), at("y")];
    const gate = maybe(gated !== false, "gate", gated === "shortcut" ? gateBytes.shortcut : 0);
    const [scale0, scale1 = 0] = scales;
    const code = codeOf(activation);
    return () => exports.combine(x0, x1, gate, y, size, scale0, scale1, code);
  }
};

/**
 * y = activation(scales[0]·g₀·x0 + scales[1]·g₁·x1), `[size]` each; of a shortcut alone, x0 is multiplied by g₁. Reads
 * each term once, writes y once.
 */
function shaderOf({size, scales, gated, activation}: CombineKernel): Shader {
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
