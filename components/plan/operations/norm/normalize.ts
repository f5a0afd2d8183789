import {epsilon, momentum} from "../../../model/normConstants.js";
import type {Epilogue} from "../../epilogue.js";
import {codeOf} from "../../machines/wasm/activationCodes.js";
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
import {finished} from "../../machines/webgpu/epilogue.js";
import {float, type Shader, shader} from "../../machines/webgpu/shader.js";
import type {Rows} from "../../sizes.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import {walkStatistics} from "./normStatistics.js";

/**
 * x, [partials], gammaBeta `[2, channels]`, [addend], [gate] → y = epilogue(γ·x̂ + β), saved `[2, channels]` (mean,
 * 1 / √(variance + ε)), [running `[2, channels]` (mean, unbiased variance): 0.9·running + 0.1·batch]
 */
export interface NormalizeKernel extends Rows {
  readonly type: "normalize";
  /** Parts of the sums of normStatistics; 0 if the kernel makes them itself. */
  readonly parts: number;
  readonly epilogue: Epilogue;
  readonly running: boolean;
}

/** The kernel on each machine. */
export const normalize: KernelDescriptor<NormalizeKernel> = {
  type: "normalize",
  shader: shaderOf,
  isShared: ({rows, channels, parts}) => parts > 0 && manyNumbers(rows * channels),
  bind({rows, channels, parts, epilogue, ...kernel}, {exports, scratch, share, at, maybe}) {
    const {addendScale, gated, activation} = epilogue;
    const [x, gammaBeta] = [at("x"), at("gammaBeta")];
    const own = scratch + floatBytes * ownScratch(channels);
    const partials = parts > 0 ? at("partials") : own;
    const [y, saved, running] = [at("y"), at("saved"), maybe(kernel.running, "running")];
    const rest = [addendScale ?? 0, maybe(gated, "gate"), y, saved, running, scratch];
    const addend = maybe(addendScale !== undefined, "addend");
    const sizes = [rows, channels, Math.max(parts, 1), codeOf(activation), epsilon, momentum, ...share];
    return () => {
      if (parts === 0) exports.normStatistics(x, own, scratch, rows, channels, 1, ...share);
      exports.normalize(x, partials, gammaBeta, addend, ...rest, ...sizes);
    };
  },
  scratchSize: ({channels, parts}) => ownScratch(channels) + (parts > 0 ? 0 : 2 * channels)
};

/** Numbers of scratch for the sums and the row that is repeated; the kernel's own partial sums are behind them. */
function ownScratch(channels: number): number {
  return 3 * 16 * channels;
}

/**
 * y = epilogue(γ·x̂ + β) with the batch's statistics. Every workgroup adds the partial sums up for itself; the first
 * one keeps mean and 1 / √(variance + ε), and moves the running statistics. Without partial sums a workgroup alone makes
 * them, of all rows of its channels, and goes on.
 *
 * - x, y, addend `[rows, channels]`, partials `[parts, 2, channels]`; gammaBeta, saved, running `[2, channels]`
 * - 2 · rows · channels multiply–adds; reads x (and addend) once, writes y once
 */
function shaderOf({rows, channels, parts, epilogue, running}: NormalizeKernel): Shader {
  const columns = columnsOf(channels);
  const {type, blocks} = columns;
  const groups = parts === 0 ? 1 : rowGroups(rows, columns);
  const moved = (row: string, value: string) =>
    `running[${row}] = ${float(1 - momentum)} * running[${row}] + ${float(momentum)} * ${value};`;
  return shader({
    uniforms: {gate: epilogue.gated},
    read: {
      x: type,
      partials: parts > 0 && type,
      gammaBeta: type,
      addend: epilogue.addendScale !== undefined && type
    },
    write: {y: type, saved: type, running: running && type},
    sizes: {...columns.sizes, rows, ...(parts > 0 && {parts})},
    declarations: sharedSums(columns),
    workgroups: [groups, blocks],
    body: `
  ${columnOfThread}
  ${addColumn(columns, parts > 0 ? walkParts : walkStatistics("w", "sizes.rows"))}
  if (!works) { return; }
  let n = f32(sizes.rows);
  let difference = first / n;
  let variance = max(second / n - difference * difference, ${type}(0));
  let mean = x[c] + difference;
  let inverse = inverseSqrt(variance + ${float(epsilon)});
  if (group.x == 0u && w == 0) {
    saved[c] = mean;
    saved[vectors + c] = inverse;
    ${running ? `${moved("c", "mean")}\n    ${moved("vectors + c", "(variance * (n / max(n - 1f, 1f)))")}` : ""}
  }
  let factor = gammaBeta[c] * inverse;
  let shift = gammaBeta[vectors + c] - mean * factor;
  for (var r = i32(group.x) * sizes.walkers + w; r < sizes.rows; r += i32(groups.x) * sizes.walkers) {
    let i = r * vectors + c;
    let v = x[i] * factor + shift;
    y[i] = ${finished("v", "i", type, epilogue)};
  }`
  });
}
