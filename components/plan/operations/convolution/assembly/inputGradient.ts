import {convolveImage} from "./convolveImage";
import {block, packTurned} from "../../../machines/wasm/assembly/pack";
import {placeImage} from "../../../machines/wasm/assembly/pad";
import {gateAt, roundUp, zeroFloats} from "../../../machines/wasm/assembly/simd";
import {shareOf} from "../../../machines/wasm/assembly/share";
import {scale} from "../../scale/assembly/scale";

/** Positions that a convolution without windows takes at a time. */
const chunk: i32 = 64;

/**
 * dx = [keep·g₃·dx +] g₂·(dy convolved with the filter turned by 180°, channels and filters swapped).
 *
 * - *dy*: `[batch, outHeight, outWidth, filters]`; *weight*: `[kernel, kernel, channels / groups, filters]`
 * - *gate*: g₂, *keepGate*: g₃; each may be null. *keep* of 0 overwrites.
 * - *dx*: `[batch, height, width, channels]`
 * - *thread* of *threads*: it makes its share of the images
 * - *scratch*: packed weights and a padded image of dy
 *
 * With stride s, the positions of dx fall into s × s phases, of which each sees every s-th tap only: no zeros are put
 * between dy's positions, and each phase is a small convolution of its own. Position i = s·j + phase takes from
 * dy[j + (phase + padding − dilation·tap) / s] for the taps that make this a whole number: they are gap = s / gcd(s,
 * dilation) apart, and their positions in dy dilation / gcd.
 *
 * Multiply–adds: those of the convolution. Bytes: 4 for each value of dy, 4 or, if accumulated, 8 of dx.
 */
export function inputGradient(
  dy: usize,
  weight: usize,
  gate: usize,
  keepGate: usize,
  keep: f32,
  dx: usize,
  scratch: usize,
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
  const kept: f32 = keep * gateAt(keepGate);
  const accumulate = keep !== 0;

  // Without windows the images are one long row of positions, in chunks; the last may be shorter.
  const positions = batch * height * width;
  if (kernel === 1 && stride === 1 && padding === 0) {
    width = outWidth = min(chunk, positions);
    height = outHeight = 1;
    batch = positions / width;
  }
  const groupChannels = channels / groups;
  const groupFilters = filters / groups;
  const packed = scratch;
  const padded =
    packed + ((<usize>(groups * roundUp(groupChannels, block) * kernel * kernel * groupFilters)) << 2);
  const before = margin(dilation * (kernel - 1) - padding, stride);
  const below = max((height - 1 + padding) / stride - (outHeight - 1), 0);
  const right = max((width - 1 + padding) / stride - (outWidth - 1), 0);
  const paddedWidth = outWidth + before + right;
  const pads = before + below + right > 0;
  if (pads) zeroFloats(padded, (outHeight + before + below) * paddedWidth * filters);
  const inside = padded + ((<usize>((paddedWidth + 1) * before * filters)) << 2);

  const common = gcd(stride, dilation);
  const gap = stride / common;
  packPhases(
    packed,
    weight,
    gateAt(gate),
    stride,
    padding,
    dilation,
    gap,
    kernel,
    height,
    width,
    groupChannels,
    groupFilters,
    groups
  );

  const inSize = outHeight * outWidth * filters;
  const outSize = height * width * channels;
  const first = shareOf(batch, thread, threads);
  const end = shareOf(batch, thread + 1, threads);
  const rest = thread === threads - 1 ? positions - batch * height * width : 0;
  dy += (<usize>(first * inSize)) << 2;
  dx += (<usize>(first * outSize)) << 2;
  if (accumulate && kept !== 1) scale(dx, 0, (end - first) * outSize + rest * channels, kept);
  for (let n = first; n < end; n++) {
    if (pads) placeImage(inside, dy, outHeight, outWidth, filters, paddedWidth);
    phases(
      pads ? padded : dy,
      packed,
      dx,
      stride,
      padding,
      dilation,
      common,
      before,
      paddedWidth,
      kernel,
      height,
      width,
      channels,
      filters,
      groups,
      accumulate
    );
    dy += (<usize>inSize) << 2;
    dx += (<usize>outSize) << 2;
  }
  if (rest > 0) {
    phases(
      dy,
      packed,
      dx,
      1,
      0,
      dilation,
      common,
      0,
      rest,
      1,
      1,
      rest,
      channels,
      filters,
      groups,
      accumulate
    );
  }
}

/** Returns ⌈n / step⌉, at least 0. */
function margin(n: i32, step: i32): i32 {
  return n > 0 ? (n + step - 1) / step : 0;
}

function gcd(a: i32, b: i32): i32 {
  while (b) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/** Returns the first tap that a *phase* sees, or, if there is none, *kernel* or more. */
function firstTap(phase: i32, stride: i32, padding: i32, dilation: i32, kernel: i32): i32 {
  let tap = 0;
  while (tap < kernel && (phase + padding - tap * dilation) % stride !== 0) tap++;
  return tap;
}

/** Returns the number of taps from *first* that are *gap* apart. */
function tapCount(first: i32, gap: i32, kernel: i32): i32 {
  return first < kernel ? (kernel - first + gap - 1) / gap : 0;
}

/** Packs each phase's part of the filter, one after another. */
function packPhases(
  packed: usize,
  weight: usize,
  factor: f32,
  stride: i32,
  padding: i32,
  dilation: i32,
  gap: i32,
  kernel: i32,
  height: i32,
  width: i32,
  channels: i32,
  filters: i32,
  groups: i32
): void {
  for (let py = 0; py < min(stride, height); py++) {
    const top = firstTap(py, stride, padding, dilation, kernel);
    const rows = tapCount(top, gap, kernel);
    for (let px = 0; px < min(stride, width); px++) {
      const left = firstTap(px, stride, padding, dilation, kernel);
      const columns = tapCount(left, gap, kernel);
      if (rows === 0 || columns === 0) continue;
      packTurned(
        packed,
        weight,
        kernel,
        top + (rows - 1) * gap,
        rows,
        left + (columns - 1) * gap,
        columns,
        gap,
        channels,
        filters,
        groups,
        factor
      );
      packed += (<usize>(groups * roundUp(channels, block) * rows * columns * filters)) << 2;
    }
  }
}

/** Computes one image of dx from a padded image of dy, phase by phase. */
function phases(
  dy: usize,
  packed: usize,
  dx: usize,
  stride: i32,
  padding: i32,
  dilation: i32,
  common: i32,
  before: i32,
  paddedWidth: i32,
  kernel: i32,
  height: i32,
  width: i32,
  channels: i32,
  filters: i32,
  groups: i32,
  accumulate: bool
): void {
  const gap = stride / common;
  const step = dilation / common;
  const groupChannels = channels / groups;
  const groupFilters = filters / groups;
  const column = (<usize>filters) << 2;
  const row = <usize>paddedWidth * column;
  const outColumn = (<usize>channels) << 2;
  const outRow = <usize>width * outColumn;
  const dense = groups === 1 && step === 1;
  for (let py = 0; py < min(stride, height); py++) {
    const top = firstTap(py, stride, padding, dilation, kernel);
    const rows = tapCount(top, gap, kernel);
    // Whole by choice of the tap; of the last tap, which comes first when turned.
    const y = (py + padding - (top + (rows - 1) * gap) * dilation) / stride + before;
    for (let px = 0; px < min(stride, width); px++) {
      const left = firstTap(px, stride, padding, dilation, kernel);
      const columns = tapCount(left, gap, kernel);
      const x = (px + padding - (left + (columns - 1) * gap) * dilation) / stride + before;
      const phaseHeight = (height - py + stride - 1) / stride;
      const phaseWidth = (width - px + stride - 1) / stride;
      const target = dx + <usize>py * outRow + <usize>px * outColumn;
      if (rows === 0 || columns === 0) {
        if (!accumulate)
          clear(target, outRow * stride, outColumn * stride, phaseHeight, phaseWidth, channels);
        continue;
      }
      const weightsOfGroup = roundUp(groupChannels, block) * rows * columns * groupFilters;
      for (let g = 0; g < groups; g++) {
        convolveImage(
          dy + <usize>y * row + <usize>x * column + ((<usize>(g * groupFilters)) << 2),
          row,
          column,
          rows,
          dense ? 1 : columns,
          dense ? columns * filters : groupFilters,
          row * <usize>step,
          column * <usize>step,
          packed + ((<usize>(g * weightsOfGroup)) << 2),
          target + ((<usize>(g * groupChannels)) << 2),
          outRow * <usize>stride,
          outColumn * <usize>stride,
          phaseHeight,
          phaseWidth,
          groupChannels,
          accumulate,
          0,
          -(<f32>Infinity)
        );
      }
      packed += (<usize>(groups * weightsOfGroup)) << 2;
    }
  }
}

/** Sets positions that no tap reaches to 0. */
function clear(dx: usize, row: usize, column: usize, height: i32, width: i32, channels: i32): void {
  for (let y = 0; y < height; y++) {
    let at = dx;
    for (let x = 0; x < width; x++) {
      zeroFloats(at, channels);
      at += column;
    }
    dx += row;
  }
}
