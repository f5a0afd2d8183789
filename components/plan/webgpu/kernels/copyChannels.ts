import type {KernelOf} from "../../kernel.js";
import {type Shader, shader} from "../shader.js";

/** Copies some channels of each row, `[rows, fromChannels]` to `[rows, toChannels]`: one input of a concatenation. */
export function copyChannels(kernel: KernelOf<"copyChannels">): Shader {
  const {rows, count, fromChannels, fromOffset, toChannels, toOffset, accumulate} = kernel;
  return shader({
    read: {x: "f32"},
    write: {y: "f32"},
    threads: rows * count,
    body: `
  let c = t % ${count}u;
  let row = t / ${count}u;
  let to = row * ${toChannels}u + ${toOffset}u + c;
  y[to] = ${accumulate ? "y[to] + " : ""}x[row * ${fromChannels}u + ${fromOffset}u + c];`
  });
}
