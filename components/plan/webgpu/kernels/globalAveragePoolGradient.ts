import type {KernelOf} from "../../kernel.js";
import {type Shader, shader} from "../shader.js";

/** dx = dy / positions at every position. Writes (or changes) dx once. */
export function globalAveragePoolGradient(kernel: KernelOf<"globalAveragePoolGradient">): Shader {
  const {batch, positions, channels, accumulate} = kernel;
  return shader({
    read: {dy: "f32"},
    write: {dx: "f32"},
    threads: batch * positions * channels,
    body: `
  let c = t % ${channels}u;
  let n = t / ${positions * channels}u;
  dx[t] = ${accumulate ? "dx[t] + " : ""}dy[n * ${channels}u + c] / ${positions}f;`
  });
}
