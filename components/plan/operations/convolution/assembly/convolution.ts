import {bend, lowestOf} from "../../../machines/wasm/assembly/activation";
import {begin, scaleRow} from "./begin";
import {convolveImage} from "./convolveImage";
import {block, packFilters} from "../../../machines/wasm/assembly/pack";
import {placeImage} from "../../../machines/wasm/assembly/pad";
import {float, gateAt, roundUp, zeroFloats} from "../../../machines/wasm/assembly/simd";
import {shareOf} from "../../../machines/wasm/assembly/share";
import {usesWinograd, winograd} from "./winograd";

/** Positions that a convolution without windows takes at a time. */
const chunk: i32 = 64;

/**
 * y = activation(g₀·(x ∗ weight + bias) + g₁·addendScale·addend), with zeros around x.
 *
 * - *x*: `[batch, height, width, channels]`; *weight*: `[kernel, kernel, channels / groups, filters]`
 * - *bias*: `[filters]`, *addend*: like y, *gate*: `[4]`; each may be null
 * - *y*: `[batch, outHeight, outWidth, filters]`
 * - *thread* of *threads*: it makes its share of the images
 * - *scratch*: bias, packed weights and a padded image; scratchSize in ../convolution.ts counts them
 *
 * Multiply–adds: batch · outHeight · outWidth · filters · kernel² · channels / groups. Bytes: 4 for each value of x, y
 * and addend, and those of the scratch, which stay in the cache.
 */
export function convolution(
  x: usize,
  weight: usize,
  bias: usize,
  addend: usize,
  addendScale: f32,
  gate: usize,
  y: usize,
  scratch: usize,
  activation: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernel: i32,
  stride: i32,
  padding: i32,
  dilation: i32,
  groups: i32,
  thread: i32,
  threads: i32
): void {
  const groupChannels = channels / groups;
  const groupFilters = filters / groups;
  const g0 = gateAt(gate);
  const offset = scratch;
  const packed = offset + ((<usize>roundUp(filters, 4)) << 2);
  const weightsOfGroup = roundUp(groupFilters, block) * kernel * kernel * groupChannels;
  const padded = packed + ((<usize>(groups * weightsOfGroup)) << 2);
  scaleRow(offset, bias, g0, filters);
  const addendFactor = addend ? addendScale * gateAt(gate ? gate + float : 0) : 0;
  const begins = bias || addend ? offset : 0;
  if (usesWinograd(kernel, stride, dilation, groups, channels, filters, batch * outHeight * outWidth)) {
    winograd(
      x,
      weight,
      g0,
      begins,
      addend,
      addendFactor,
      y,
      packed,
      activation,
      batch,
      height,
      width,
      channels,
      outHeight,
      outWidth,
      filters,
      padding,
      thread,
      threads
    );
    return;
  }
  packFilters(packed, weight, kernel * kernel, groupChannels, groupFilters, groups, g0);
  // Without windows the images are one long row of positions.
  const pointwise = kernel === 1 && stride === 1 && padding === 0;
  const positions = batch * height * width;
  const images = pointwise ? (positions + chunk - 1) / chunk : batch;
  const rows = pointwise ? 1 : outHeight;
  let columns = pointwise ? chunk : outWidth;
  const inputSize = (pointwise ? chunk : height * width) * channels;
  const paddedWidth = width + 2 * padding;
  if (padding) zeroFloats(padded, (height + 2 * padding) * paddedWidth * channels);
  const inside = padded + ((<usize>((paddedWidth + 1) * padding * channels)) << 2);
  const column = (<usize>channels) << 2;
  const row = <usize>paddedWidth * column;
  // A row of a dense window lies in one piece.
  const dense = groups === 1 && dilation === 1;
  const tapColumns = dense ? 1 : kernel;
  const run = dense ? kernel * channels : groupChannels;
  const outColumn = (<usize>filters) << 2;
  const lowest = lowestOf(activation);
  const first = shareOf(images, thread, threads);
  const before = (<usize>(first * rows * columns * filters)) << 2;
  x += (<usize>(first * inputSize)) << 2;
  y += before;
  if (addend) addend += before;
  for (let n = first; n < shareOf(images, thread + 1, threads); n++) {
    if (pointwise) columns = min(chunk, positions - n * chunk);
    if (padding) placeImage(inside, x, height, width, channels, paddedWidth);
    const input = padding ? padded : x;
    const size = rows * columns * filters;
    if (addend) {
      begin(y, offset, addend, addendFactor, rows * columns, filters);
      addend += (<usize>size) << 2;
    }
    for (let g = 0; g < groups; g++) {
      convolveImage(
        input + ((<usize>(g * groupChannels)) << 2),
        row * <usize>stride,
        column * <usize>stride,
        kernel,
        tapColumns,
        run,
        row * <usize>dilation,
        column * <usize>dilation,
        packed + ((<usize>(g * weightsOfGroup)) << 2),
        y + ((<usize>(g * groupFilters)) << 2),
        outColumn * <usize>columns,
        outColumn,
        rows,
        columns,
        groupFilters,
        addend !== 0,
        bias ? offset + ((<usize>(g * groupFilters)) << 2) : 0,
        lowest
      );
    }
    bend(y, size, activation);
    x += (<usize>inputSize) << 2;
    y += (<usize>size) << 2;
  }
}
