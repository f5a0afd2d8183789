import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import type {Pooling} from "./pooling.js";

/** x `[batch, positions, channels]` → y `[batch, channels]`: the mean */
export interface GlobalAveragePoolKernel extends Pooling {
  readonly type: "globalAveragePool";
}

/** The kernel on each machine. */
export const globalAveragePool: KernelDescriptor<GlobalAveragePoolKernel> = {
  type: "globalAveragePool",
  shader: shaderOf,
  bind({batch, positions, channels}, {exports, at}) {
    const [x, y] = [at("x"), at("y")];
    return () => exports.globalAveragePool(x, y, batch, positions, channels);
  }
};

/** y = mean of x over all positions; x `[batch, positions, channels]`, y `[batch, channels]`. Reads x once. */
function shaderOf({batch, positions, channels}: GlobalAveragePoolKernel): Shader {
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
