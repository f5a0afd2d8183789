import type {KernelOf} from "../../kernel.js";
import {type Shader, shader} from "../shader.js";

/** y = mean of x over all positions; x `[batch, positions, channels]`, y `[batch, channels]`. Reads x once. */
export function globalAveragePool({batch, positions, channels}: KernelOf<"globalAveragePool">): Shader {
  return shader({
    read: {x: "f32"},
    write: {y: "f32"},
    threads: batch * channels,
    body: `
  let c = t % ${channels}u;
  let n = t / ${channels}u;
  var sum = 0f;
  for (var i = 0u; i < ${positions}u; i++) { sum += x[(n * ${positions}u + i) * ${channels}u + c]; }
  y[t] = sum / ${positions}f;`
  });
}
