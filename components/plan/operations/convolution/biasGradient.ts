import {gateBytes} from "../../machines/wasm/gateBytes.js";
import {columnsOf} from "../../machines/webgpu/columnSums.js";
import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {Rows} from "../../sizes.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** dy, [gate: g₂] → partials `[parts, channels]`: a bias's gradient */
export interface BiasGradientKernel extends Rows {
  readonly type: "biasGradient";
  readonly gated: boolean;
  readonly parts: number;
}

/** The kernel on each machine. */
export const biasGradient: KernelDescriptor<BiasGradientKernel> = {
  type: "biasGradient",
  shader: shaderOf,
  bind({rows, channels, parts, gated}, {exports, at, maybe}) {
    const [dy, partials] = [at("dy"), at("partials")];
    const gate = maybe(gated, "gate", gateBytes.residualBackward);
    return () => exports.biasGradient(dy, gate, partials, rows, channels, parts);
  }
};

/**
 * Partial sums of dy per channel: part p adds up the p-th run of rows.
 *
 * - dy `[rows, channels]`, partials `[parts, channels]`
 * - rows · channels additions; reads dy once
 */
function shaderOf({rows, channels, parts, gated}: BiasGradientKernel): Shader {
  const {type, sizes} = columnsOf(channels);
  const {vectors} = sizes;
  return shader({
    uniforms: {gate: gated},
    read: {dy: type},
    write: {partials: type},
    sizes: {rows, vectors, run: Math.ceil(rows / parts)},
    threads: parts * vectors,
    body: `
  let c = i32(t) % sizes.vectors;
  let part = i32(t) / sizes.vectors;
  var sum = ${type}(0);
  let end = min(sizes.rows, (part + 1) * sizes.run);
  for (var r = part * sizes.run; r < end; r++) { sum += dy[r * sizes.vectors + c]; }
  partials[t] = ${gated ? "gate.z * " : ""}sum;`
  });
}
