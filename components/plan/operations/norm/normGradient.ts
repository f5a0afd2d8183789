import type {Accumulation} from "../../epilogue.js";
import {gateBytes} from "../../machines/wasm/gateBytes.js";
import {
  addParts,
  columnOfThread,
  columnsOf,
  rowGroups,
  sharedSums
} from "../../machines/webgpu/columnSums.js";
import {accumulatedOn} from "../../machines/webgpu/epilogue.js";
import {float, type Shader, shader} from "../../machines/webgpu/shader.js";
import type {Rows} from "../../sizes.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** dy, x, saved, partials, gammaBeta, [gate: g₂], [keepGate: g₃] → dx, gammaBetaGradient `[2, channels]` */
export interface NormGradientKernel extends Rows {
  readonly type: "normGradient";
  readonly parts: number;
  readonly gated: boolean;
  readonly accumulation: Accumulation;
}

/** The kernel on each machine. */
export const normGradient: KernelDescriptor<NormGradientKernel> = {
  type: "normGradient",
  shader: shaderOf,
  bind({rows, channels, parts, gated, accumulation}, {exports, scratch, at, maybe}) {
    const [dy, x, saved, partials] = [at("dy"), at("x"), at("saved"), at("partials")];
    const keepGate = maybe(accumulation.keepGated, "keepGate", gateBytes.shortcutBackward);
    const gates = [maybe(gated, "gate", gateBytes.residualBackward), keepGate, accumulation.keep ?? 0];
    const rest = [at("dx"), at("gammaBetaGradient"), scratch, rows, channels, parts];
    const gammaBeta = at("gammaBeta");
    return () => exports.normGradient(dy, x, saved, partials, gammaBeta, ...gates, ...rest);
  },
  scratchSize: ({channels}) => 7 * 8 * channels
};

/**
 * dx = [keep · dx +] g₂ · γ/σ · (dy − Σdy/n − x̂·Σ(dy·x̂)/n), and γ's and β's gradients Σ(dy·x̂) and Σdy.
 *
 * - dy, x, dx `[rows, channels]`; saved, gammaBeta, gammaBetaGradient `[2, channels]`, partials `[parts, 2, channels]`
 * - 4 · rows · channels multiply–adds; reads dy and x once, writes dx once
 *
 * Source: Ioffe and Szegedy 2015 (arXiv:1502.03167), §3.
 */
function shaderOf({rows, channels, parts, gated, accumulation}: NormGradientKernel): Shader {
  const columns = columnsOf(channels);
  const {type, vectors, walkers, blocks} = columns;
  const groups = rowGroups(rows, columns);
  const gate = gated ? "gate.z * " : "";
  return shader({
    uniforms: {gate: gated, keepGate: accumulation.keepGated},
    read: {
      dy: type,
      x: type,
      saved: type,
      partials: type,
      gammaBeta: type
    },
    write: {dx: type, gammaBetaGradient: type},
    declarations: sharedSums(columns),
    workgroups: [groups, blocks],
    body: `
  ${columnOfThread(columns)}
  ${addParts(columns, parts)}
  if (!works) { return; }
  if (group.x == 0u && w == 0) {
    gammaBetaGradient[c] = ${gate}second;
    gammaBetaGradient[${vectors} + c] = ${gate}first;
  }
  let mean = saved[c];
  let inverse = saved[${vectors} + c];
  let factor = ${gate}gammaBeta[c] * inverse;
  let dyMean = first / ${float(rows)};
  let slope = inverse * second / ${float(rows)};
  for (var r = i32(group.x) * ${walkers} + w; r < ${rows}; r += ${groups * walkers}) {
    let i = r * ${vectors} + c;
    let v = factor * (dy[i] - dyMean - (x[i] - mean) * slope);
    dx[i] = ${accumulatedOn("dx[i]", "v", accumulation)};
  }`
  });
}
