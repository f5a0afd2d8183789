import type {Activation} from "../../../network/leaf.js";
import type {Accumulation} from "../../epilogue.js";
import {codeOf} from "../../machines/wasm/activationCodes.js";
import {gateBytes} from "../../machines/wasm/gateBytes.js";
import {manyNumbers} from "../../machines/wasm/threads/worthSharing.js";
import {floatBytes} from "../../machines/wasm/wasmCall.js";
import {
  addColumn,
  columnOfThread,
  columnsOf,
  rowGroups,
  sharedSums,
  walkParts
} from "../../machines/webgpu/columnSums.js";
import {accumulatedOn} from "../../machines/webgpu/epilogue.js";
import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {Rows} from "../../sizes.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import {walkGradient} from "./normGradientSums.js";

/**
 * dy, x, saved, [partials], gammaBeta, [y], [gate: g₂], [keepGate: g₃] → dx, gammaBetaGradient `[2, channels]`. Without
 * partial sums, and with an activation, dy is first multiplied by its slope, in place.
 */
export interface NormGradientKernel extends Rows {
  readonly type: "normGradient";
  /** Parts of the sums of normGradientSums; 0 if the kernel makes them itself. */
  readonly parts: number;
  /** Of a kernel that makes them itself: what its dy comes through. */
  readonly activation?: Activation["type"];
  readonly gated: boolean;
  readonly accumulation: Accumulation;
}

/** The kernel on each machine. */
export const normGradient: KernelDescriptor<NormGradientKernel> = {
  type: "normGradient",
  shader: shaderOf,
  isShared: ({rows, channels, parts}) => parts > 0 && manyNumbers(rows * channels),
  bind({rows, channels, parts, activation, gated, accumulation}, {exports, scratch, share, at, maybe}) {
    const [dy, x, saved, gammaBeta] = [at("dy"), at("x"), at("saved"), at("gammaBeta")];
    const own = scratch + floatBytes * ownScratch(channels);
    const partials = parts > 0 ? at("partials") : own;
    const [y, code] = [maybe(activation !== undefined, "y"), codeOf(activation)];
    const keepGate = maybe(accumulation.keepGated, "keepGate", gateBytes.shortcutBackward);
    const gates = [maybe(gated, "gate", gateBytes.residualBackward), keepGate, accumulation.keep ?? 0];
    const rest = [at("dx"), at("gammaBetaGradient"), scratch, rows, channels, Math.max(parts, 1), ...share];
    return () => {
      if (parts === 0)
        exports.normGradientSums(x, saved, y, dy, own, scratch, rows, channels, 1, code, ...share);
      exports.normGradient(dy, x, saved, partials, gammaBeta, ...gates, ...rest);
    };
  },
  scratchSize: ({channels, parts}) => ownScratch(channels) + (parts > 0 ? 0 : 2 * channels)
};

/** Numbers of scratch for the rows that are repeated; the kernel's own partial sums are behind them. */
function ownScratch(channels: number): number {
  return 7 * 8 * channels;
}

/**
 * dx = [keep · dx +] g₂ · γ/σ · (dy − Σdy/n − x̂·Σ(dy·x̂)/n), and γ's and β's gradients Σ(dy·x̂) and Σdy.
 *
 * - dy, x, dx `[rows, channels]`; saved, gammaBeta, gammaBetaGradient `[2, channels]`, partials `[parts, 2, channels]`
 * - 4 · rows · channels multiply–adds; reads dy and x once, writes dx once. Without partial sums a workgroup alone makes
 *   them, of all rows of its channels: each thread reads again what it has read, and dy that it has changed.
 *
 * Source: Ioffe and Szegedy 2015 (arXiv:1502.03167), §3.
 */
function shaderOf({rows, channels, parts, activation, gated, accumulation}: NormGradientKernel): Shader {
  const columns = columnsOf(channels);
  const {type, blocks} = columns;
  const groups = parts === 0 ? 1 : rowGroups(rows, columns);
  const gate = gated ? "gate.z * " : "";
  const walk = parts > 0 ? walkParts : walkGradient("w", "sizes.rows", type, activation);
  return shader({
    uniforms: {gate: gated, keepGate: accumulation.keepGated},
    read: {
      dy: !activation && type,
      x: type,
      saved: type,
      partials: parts > 0 && type,
      gammaBeta: type,
      y: activation !== undefined && type
    },
    write: {dx: type, gammaBetaGradient: type, dy: activation !== undefined && type},
    sizes: {...columns.sizes, rows, ...(parts > 0 && {parts})},
    declarations: sharedSums(columns),
    workgroups: [groups, blocks],
    body: `
  ${columnOfThread}
  ${addColumn(columns, walk)}
  if (!works) { return; }
  if (group.x == 0u && w == 0) {
    gammaBetaGradient[c] = ${gate}second;
    gammaBetaGradient[vectors + c] = ${gate}first;
  }
  let n = f32(sizes.rows);
  let mean = saved[c];
  let inverse = saved[vectors + c];
  let factor = ${gate}gammaBeta[c] * inverse;
  let dyMean = first / n;
  let slope = inverse * second / n;
  for (var r = i32(group.x) * sizes.walkers + w; r < sizes.rows; r += i32(groups.x) * sizes.walkers) {
    let i = r * vectors + c;
    let v = factor * (dy[i] - dyMean - (x[i] - mean) * slope);
    dx[i] = ${accumulatedOn("dx[i]", "v", accumulation)};
  }`
  });
}
