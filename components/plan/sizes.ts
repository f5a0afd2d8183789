import type {Operation, Value} from "./graph.js";
import type {Geometry, Resampling} from "./kernel.js";
import type {Tensor} from "./tensor.js";

/** Returns a tensor for an activation, a gradient, or something shorter-lived. */
export function arena(name: string, size: number): Tensor {
  return {name, space: "arena", size, offset: 0};
}

/** Returns the numbers in a *batch* of a value. */
export function sizeOf({volume: [height, width, channels]}: Value, batch: number): number {
  return batch * height * width * channels;
}

/** Returns a value as rows of channels. */
export function rowsOf({volume: [height, width, channels]}: Value, batch: number) {
  return {rows: batch * height * width, channels};
}

/** Returns the sizes of a convolution. */
export function geometryOf(
  {input, output, windows}: Extract<Operation, {type: "convolution"}>,
  batch: number
): Geometry {
  const [height, width, channels] = input.volume;
  const [outHeight, outWidth, filters] = output.volume;
  const {kernel, stride, padding, dilation, groups} = windows;
  return {
    batch,
    height,
    width,
    channels,
    outHeight,
    outWidth,
    filters,
    kernel,
    stride,
    padding,
    dilation,
    groups
  };
}

/** Returns the sizes of a shortcut of option A. */
export function resamplingOf(
  {input, output, stride}: Extract<Operation, {type: "resample"}>,
  batch: number
): Resampling {
  const [height, width, channels] = input.volume;
  return {batch, height, width, channels, stride, outChannels: output.volume[2]};
}

/** Returns the sizes of a global average pooling. */
export function poolingOf({input}: Extract<Operation, {type: "globalAveragePool"}>, batch: number) {
  const [height, width, channels] = input.volume;
  return {batch, positions: height * width, channels};
}

/** Returns where each input of a concatenation goes. */
export function concatPlaces({inputs, output}: Extract<Operation, {type: "concat"}>, batch: number) {
  const {rows, channels: toChannels} = rowsOf(output, batch);
  let toOffset = 0;
  return inputs.map((input) => {
    const count = input.volume[2];
    const place = {input, rows, count, fromChannels: count, fromOffset: 0, toChannels, toOffset};
    toOffset += count;
    return place;
  });
}
