import * as tf from "@tensorflow/tfjs";
import type {BackendWasm} from "@tensorflow/tfjs-backend-wasm";

interface PoolAttributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

type Values = Float32Array;

/**
 * Replaces the gradient of maximum pooling on tfjs's wasm backend. tfjs 4.22 starts its search for the maximum at the
 * smallest positive number, so that a window without a positive value, such as one of zeros after a relu, sends its
 * gradient to the image's first position. Delete when its kernel starts at −∞.
 */
export function registerWasmMaxPoolGradient(): void {
  const kernelName = "MaxPoolGrad";
  if (tf.getKernel(kernelName, "wasm")) tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({
    kernelName,
    backendName: "wasm",
    kernelFunc: ({inputs, attrs, backend}) => {
      const {dy, input} = inputs as Record<string, tf.TensorInfo>;
      const wasm = backend as BackendWasm;
      const {filterSize, strides, pad, dimRoundingMode} = attrs as unknown as PoolAttributes;
      const shape = input.shape as [number, number, number, number];
      const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      const dx = wasm.makeOutput(shape, "float32"); // first: the memory may grow, and views on it be lost
      const [to, x, from] = [dx, input, dy].map((tensor) => wasm.typedArrayFromHeap(tensor) as Values);
      addToMaxima(to.fill(0), info, {x, dy: from});
      return dx;
    }
  });
}

/** Adds each value of *dy* to *dx* where the window's maximum is; of equal ones, the first. */
function addToMaxima(dx: Values, info: tf.backend_util.Conv2DInfo, {x, dy}: {x: Values; dy: Values}): void {
  const {batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo} = info;
  let from = 0;
  for (let image = 0; image < batchSize; image++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++) {
        const top = row * info.strideHeight - padInfo.top;
        const left = column * info.strideWidth - padInfo.left;
        const [firstRow, firstColumn] = [Math.max(0, top), Math.max(0, left)];
        const lastRow = Math.min(inHeight, top + info.filterHeight);
        const lastColumn = Math.min(inWidth, left + info.filterWidth);
        for (let channel = 0; channel < inChannels; channel++) {
          let winner = ((image * inHeight + firstRow) * inWidth + firstColumn) * inChannels + channel;
          for (let r = firstRow; r < lastRow; r++)
            for (let c = firstColumn; c < lastColumn; c++) {
              const index = ((image * inHeight + r) * inWidth + c) * inChannels + channel;
              if (x[index] > x[winner]) winner = index;
            }
          dx[winner] += dy[from++];
        }
      }
}
