import {type Shader, shader} from "../../machines/webgpu/shader.js";
import type {KernelDescriptor} from "../kernelDescriptor.js";
import {resampledSize, type Resampling} from "./resampling.js";

/** dy → dx */
export interface ResampleGradientKernel extends Resampling {
  readonly type: "resampleGradient";
  readonly accumulate: boolean;
}

/** The kernel on each machine. */
export const resampleGradient: KernelDescriptor<ResampleGradientKernel> = {
  type: "resampleGradient",
  shader: shaderOf,
  bind({batch, height, width, channels, stride, outChannels, accumulate}, {exports, at}) {
    const [dy, dx, adds] = [at("dy"), at("dx"), Number(accumulate)];
    return () => exports.resampleGradient(dy, dx, batch, height, width, channels, stride, outChannels, adds);
  }
};

/** The gradient of resample: dy where a position was taken, else 0. Writes (or changes) dx once. */
function shaderOf(kernel: ResampleGradientKernel): Shader {
  const {batch, height, width, channels, stride, outChannels, accumulate} = kernel;
  const [outHeight, outWidth] = resampledSize(kernel);
  return shader({
    read: {dy: "f32"},
    write: {dx: "f32"},
    threads: batch * height * width * channels,
    body: `
  let c = t % ${channels}u;
  let position = t / ${channels}u;
  let column = position % ${width}u;
  let row = position / ${width}u % ${height}u;
  let n = position / ${width * height}u;
  var v = 0f;
  if (row % ${stride}u == 0u && column % ${stride}u == 0u && c < ${outChannels}u) {
    v = dy[((n * ${outHeight}u + row / ${stride}u) * ${outWidth}u + column / ${stride}u) * ${outChannels}u + c];
  }
  dx[t] = ${accumulate ? "dx[t] + " : ""}v;`
  });
}
