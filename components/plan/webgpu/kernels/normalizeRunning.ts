import {epsilon} from "../../../model/normConstants.js";
import type {KernelOf} from "../../kernel.js";
import {finished} from "../epilogue.js";
import {float, lanes, type Shader, shader, vector} from "../shader.js";

/**
 * y = epilogue(γ·(x − mean) / √(variance + ε) + β) with running statistics, in evaluation.
 *
 * - x, y, addend `[rows, channels]`; gammaBeta, running `[2, channels]`
 * - 2 · rows · channels multiply–adds; reads x (and addend) once, writes y once
 */
export function normalizeRunning({rows, channels, epilogue}: KernelOf<"normalizeRunning">): Shader {
  const width = lanes(channels);
  const type = vector(width);
  const vectors = channels / width;
  return shader({
    uniforms: {gate: epilogue.gated},
    read: {x: type, gammaBeta: type, running: type, addend: epilogue.addendScale !== undefined && type},
    write: {y: type},
    threads: rows * vectors,
    body: `
  let c = t % ${vectors}u;
  let factor = gammaBeta[c] * inverseSqrt(running[${vectors}u + c] + ${float(epsilon)});
  let v = (x[t] - running[c]) * factor + gammaBeta[${vectors}u + c];
  y[t] = ${finished("v", "t", type, epilogue)};`
  });
}
