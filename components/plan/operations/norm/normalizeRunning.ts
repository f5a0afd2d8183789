import {epsilon} from "../../../model/normConstants.js";
import type {Epilogue} from "../../epilogue.js";
import {codeOf} from "../../machines/wasm/activationCodes.js";
import {manyNumbers} from "../../machines/wasm/threads/worthSharing.js";
import {finished} from "../../machines/webgpu/epilogue.js";
import {float, lanes, type Shader, shader, vector} from "../../machines/webgpu/shader.js";
import type {Rows} from "../../sizes.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** x, gammaBeta, running, [addend], [gate] → y: with running statistics, in evaluation */
export interface NormalizeRunningKernel extends Rows {
  readonly type: "normalizeRunning";
  readonly epilogue: Epilogue;
}

/** The kernel on each machine. */
export const normalizeRunning: KernelDescriptor<NormalizeRunningKernel> = {
  type: "normalizeRunning",
  shader: shaderOf,
  isShared: ({rows, channels}) => manyNumbers(rows * channels),
  bind({rows, channels, epilogue}, {exports, scratch, share, at, maybe}) {
    const {addendScale, gated, activation} = epilogue;
    const [x, gammaBeta, running, y] = [at("x"), at("gammaBeta"), at("running"), at("y")];
    const addend = maybe(addendScale !== undefined, "addend");
    const rest = [addendScale ?? 0, maybe(gated, "gate"), y, scratch];
    const sizes = [rows, channels, codeOf(activation), epsilon, ...share];
    return () => exports.normalizeRunning(x, gammaBeta, running, addend, ...rest, ...sizes);
  },
  scratchSize: ({channels}) => 6 * 8 * channels
};

/**
 * y = epilogue(γ·(x − mean) / √(variance + ε) + β) with running statistics, in evaluation.
 *
 * - x, y, addend `[rows, channels]`; gammaBeta, running `[2, channels]`
 * - 2 · rows · channels multiply–adds; reads x (and addend) once, writes y once
 */
function shaderOf({rows, channels, epilogue}: NormalizeRunningKernel): Shader {
  const width = lanes(channels);
  const type = vector(width);
  const vectors = channels / width;
  return shader({
    uniforms: {gate: epilogue.gated},
    read: {x: type, gammaBeta: type, running: type, addend: epilogue.addendScale !== undefined && type},
    write: {y: type},
    sizes: {vectors},
    threads: rows * vectors,
    body: `
  let vectors = u32(sizes.vectors);
  let c = t % vectors;
  let factor = gammaBeta[c] * inverseSqrt(running[vectors + c] + ${float(epsilon)});
  let v = (x[t] - running[c]) * factor + gammaBeta[vectors + c];
  y[t] = ${finished("v", "t", type, epilogue)};`
  });
}
