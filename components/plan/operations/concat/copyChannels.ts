import {floatBytes} from "../../machines/wasm/wasmCall.js";
import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** x → y: *count* channels from *fromOffset* of `[rows, fromChannels]` to *toOffset* of `[rows, toChannels]` */
export interface CopyChannelsKernel {
  readonly type: "copyChannels";
  readonly rows: number;
  readonly count: number;
  readonly fromChannels: number;
  readonly fromOffset: number;
  readonly toChannels: number;
  readonly toOffset: number;
  readonly accumulate: boolean;
}

/** The kernel on each machine. */
export const copyChannels: KernelDescriptor<CopyChannelsKernel> = {
  type: "copyChannels",
  shader: shaderOf,
  bind({rows, count, fromChannels, fromOffset, toChannels, toOffset, accumulate}, {exports, at}) {
    const [from, to] = [at("x") + fromOffset * floatBytes, at("y") + toOffset * floatBytes];
    const [fromRow, toRow] = [fromChannels * floatBytes, toChannels * floatBytes];
    const adds = Number(accumulate);
    return () => exports.copyChannels(from, to, rows, count, fromRow, toRow, adds);
  }
};

/** Copies some channels of each row, `[rows, fromChannels]` to `[rows, toChannels]`: one input of a concatenation. */
function shaderOf(kernel: CopyChannelsKernel): Shader {
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
