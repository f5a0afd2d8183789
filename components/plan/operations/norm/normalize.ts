import {epsilon, momentum} from "../../../model/normConstants.js";
import type {Epilogue} from "../../epilogue.js";
import {codeOf} from "../../machines/wasm/activationCodes.js";
import {
  addParts,
  columnOfThread,
  columnsOf,
  rowGroups,
  sharedSums
} from "../../machines/webgpu/columnSums.js";
import {finished} from "../../machines/webgpu/epilogue.js";
import {float, type Shader, shader} from "../../machines/webgpu/shader.js";
import type {Rows} from "../../sizes.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/**
 * x, partials, gammaBeta `[2, channels]`, [addend], [gate] → y = epilogue(γ·x̂ + β), saved `[2, channels]` (mean,
 * 1 / √(variance + ε)), [running `[2, channels]` (mean, unbiased variance): 0.9·running + 0.1·batch]
 */
export interface NormalizeKernel extends Rows {
  readonly type: "normalize";
  readonly parts: number;
  readonly epilogue: Epilogue;
  readonly running: boolean;
}

/** The kernel on each machine. */
export const normalize: KernelDescriptor<NormalizeKernel> = {
  type: "normalize",
  shader: shaderOf,
  bind({rows, channels, parts, epilogue, ...kernel}, {exports, scratch, at, maybe}) {
    const {addendScale, gated, activation} = epilogue;
    const [x, partials, gammaBeta] = [at("x"), at("partials"), at("gammaBeta")];
    const [y, saved, running] = [at("y"), at("saved"), maybe(kernel.running, "running")];
    const rest = [addendScale ?? 0, maybe(gated, "gate"), y, saved, running, scratch];
    const addend = maybe(addendScale !== undefined, "addend");
    const sizes = [rows, channels, parts, codeOf(activation), epsilon, momentum];
    return () => exports.normalize(x, partials, gammaBeta, addend, ...rest, ...sizes);
  },
  scratchSize: ({channels}) => 5 * 8 * channels
};

/**
 * y = epilogue(γ·x̂ + β) with the batch's statistics. Every workgroup adds the partial sums up for itself; the first
 * one keeps mean and 1 / √(variance + ε), and moves the running statistics.
 *
 * - x, y, addend `[rows, channels]`, partials `[parts, 2, channels]`; gammaBeta, saved, running `[2, channels]`
 * - 2 · rows · channels multiply–adds; reads x (and addend) once, writes y once
 */
function shaderOf({rows, channels, parts, epilogue, running}: NormalizeKernel): Shader {
  const columns = columnsOf(channels);
  const {type, vectors, walkers, blocks} = columns;
  const groups = rowGroups(rows, columns);
  const moved = (row: number, value: string) => {
    const place = `running[${row * vectors} + c]`;
    return `${place} = ${float(1 - momentum)} * ${place} + ${float(momentum)} * ${value};`;
  };
  return shader({
    uniforms: {gate: epilogue.gated},
    read: {x: type, partials: type, gammaBeta: type, addend: epilogue.addendScale !== undefined && type},
    write: {y: type, saved: type, running: running && type},
    declarations: sharedSums(columns),
    workgroups: [groups, blocks],
    body: `
  ${columnOfThread(columns)}
  ${addParts(columns, parts)}
  if (!works) { return; }
  let difference = first / ${float(rows)};
  let variance = max(second / ${float(rows)} - difference * difference, ${type}(0));
  let mean = x[c] + difference;
  let inverse = inverseSqrt(variance + ${float(epsilon)});
  if (group.x == 0u && w == 0) {
    saved[c] = mean;
    saved[${vectors} + c] = inverse;
    ${running ? `${moved(0, "mean")}\n    ${moved(1, `variance * ${float(rows / Math.max(rows - 1, 1))}`)}` : ""}
  }
  let factor = gammaBeta[c] * inverse;
  let shift = gammaBeta[${vectors} + c] - mean * factor;
  for (var r = i32(group.x) * ${walkers} + w; r < ${rows}; r += ${groups * walkers}) {
    let i = r * ${vectors} + c;
    let v = x[i] * factor + shift;
    y[i] = ${finished("v", "i", type, epilogue)};
  }`
  });
}
