import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";

/** x `[batch, rows, columns]` → y `[batch, columns, rows]` */
export interface FlattenKernel {
  readonly type: "flatten";
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly accumulate: boolean;
}

/** The kernel on each machine; the gradient is the same, the other way. */
export const flatten: KernelDescriptor<FlattenKernel> = {
  type: "flatten",
  shader: shaderOf,
  bind({batch, rows, columns, accumulate}, {exports, at}) {
    const [x, y, adds] = [at("x"), at("y"), Number(accumulate)];
    return () => exports.flatten(x, y, batch, rows, columns, adds);
  }
};

/** y = x with rows and columns swapped, image by image. Reads x once, writes (or changes) y once. */
function shaderOf({batch, rows, columns, accumulate}: FlattenKernel): Shader {
  return shader({
    read: {x: "f32"},
    write: {y: "f32"},
    threads: batch * rows * columns,
    body: `
  let row = t % ${rows}u;
  let column = t / ${rows}u % ${columns}u;
  let n = t / ${rows * columns}u;
  y[t] = ${accumulate ? "y[t] + " : ""}x[(n * ${rows}u + row) * ${columns}u + column];`
  });
}
