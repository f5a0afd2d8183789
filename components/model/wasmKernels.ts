import * as tf from "@tensorflow/tfjs";

interface ConvAttributes {
  strides: number | [number, number];
  pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: "floor" | "round" | "ceil";
  filterShape?: [number, number, number, number];
  inputShape?: [number, number, number, number];
}

type ConvInfo = tf.backend_util.Conv2DInfo;

/**
 * Makes tfjs's wasm backend able to train convolutions. It has no filter gradient (tfjs #8474), and its input
 * gradient is a scalar loop; both are given here as forward convolutions, which it does well.
 */
export function registerWasmConvolutionGradients(): void {
  register("Conv2DBackpropFilter", ({x, dy}, attributes) => filterGradient(x, dy, attributes));
  register("Conv2DBackpropInput", ({dy, filter}, attributes) => inputGradient(dy, filter, attributes));
}

type Kernel = (inputs: Record<string, tf.Tensor4D>, attributes: ConvAttributes) => tf.Tensor;

function register(kernelName: string, kernel: Kernel): void {
  if (tf.getKernel(kernelName, "wasm")) tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({
    kernelName,
    backendName: "wasm",
    kernelFunc: ({inputs, attrs}) =>
      tf.tidy(() => kernel(inputs as Record<string, tf.Tensor4D>, attrs as unknown as ConvAttributes))
  });
}

/**
 * Returns the gradient of a filter `[kernel, kernel, channels, filters]`: the input, its batch and channels swapped,
 * convolved with *dy* whose taps stand as far apart as the stride.
 */
function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, attributes: ConvAttributes): tf.Tensor {
  const info = convInfo(x.shape, attributes.filterShape!, attributes);
  const {strideHeight, strideWidth, padInfo} = info;
  const rows = (info.outHeight - 1) * strideHeight + info.filterHeight;
  const columns = (info.outWidth - 1) * strideWidth + info.filterWidth;
  const image = tf.transpose(place(x, padInfo.top, padInfo.left, rows, columns), [3, 1, 2, 0]);
  const taps = tf.transpose(dy, [1, 2, 0, 3]);
  const gradient = tf.conv2d(image, taps, 1, "valid", "NHWC", [strideHeight, strideWidth]);
  return tf.transpose(gradient, [1, 2, 0, 3]);
}

/**
 * Returns the gradient of an input `[batch, height, width, channels]`: *dy*, its positions as far apart as the
 * stride, convolved with the filter turned by 180° and its channels swapped.
 */
function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, attributes: ConvAttributes): tf.Tensor {
  const info = convInfo(attributes.inputShape!, filter.shape, attributes);
  const top = info.filterHeight - 1 - info.padInfo.top;
  const left = info.filterWidth - 1 - info.padInfo.left;
  const rows = info.inHeight + info.filterHeight - 1;
  const columns = info.inWidth + info.filterWidth - 1;
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  const apart = spread(dy, info.strideHeight, info.strideWidth);
  return tf.conv2d(place(apart, top, left, rows, columns), turned, 1, "valid");
}

function convInfo(
  input: number[],
  filter: number[],
  {strides, pad, dimRoundingMode}: ConvAttributes
): ConvInfo {
  type Shape = [number, number, number, number];
  return tf.backend_util.computeConv2DInfo(input as Shape, filter as Shape, strides, 1, pad, dimRoundingMode);
}

/** Returns *x* at (*top*, *left*) of a field of zeros of *rows* × *columns*; what lies outside is cut off. */
function place(x: tf.Tensor4D, top: number, left: number, rows: number, columns: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const from: [number, number] = [Math.max(0, -top), Math.max(0, -left)];
  const to: [number, number] = [Math.min(height, rows - top), Math.min(width, columns - left)];
  const whole = from[0] === 0 && from[1] === 0 && to[0] === height && to[1] === width;
  const size: [number, number, number, number] = [batch, to[0] - from[0], to[1] - from[1], channels];
  const inside = whole ? x : tf.slice(x, [0, from[0], from[1], 0], size);
  const [above, before] = [Math.max(0, top), Math.max(0, left)];
  const [below, after] = [rows - above - size[1], columns - before - size[2]];
  if (!above && !before && !below && !after) return inside;
  return tf.pad(inside, [
    [0, 0],
    [above, below],
    [before, after],
    [0, 0]
  ]);
}

/** Returns *x* with `stride − 1` zeros after every position: `[batch, height·stride, width·stride, channels]`. */
function spread(x: tf.Tensor4D, strideHeight: number, strideWidth: number): tf.Tensor4D {
  if (strideHeight === 1 && strideWidth === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const columns = tf.pad(tf.reshape(x, [batch * height * width, 1, channels]), [
    [0, 0],
    [0, strideWidth - 1],
    [0, 0]
  ]);
  const row = width * strideWidth * channels;
  const rows = tf.pad(tf.reshape(columns, [batch * height, 1, row]), [
    [0, 0],
    [0, strideHeight - 1],
    [0, 0]
  ]);
  return tf.reshape(rows, [batch, height * strideHeight, width * strideWidth, channels]);
}
