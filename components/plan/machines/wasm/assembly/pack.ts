import {float, vector} from "./simd";

/** Filters that are computed at a time. */
export const block: i32 = 8;

/**
 * Packs a filter in the order in which convolveImage reads it, times *factor*: filters in blocks, the last filled up
 * with zeros.
 *
 * - *weight*: `[taps, channels, filters]`, channels of one group, filters of all; *filters* belong to a group
 * - *packed*: `[groups, ⌈filters / block⌉, taps, channels, block]`
 *
 * Moves 8 bytes a weight.
 */
export function packFilters(
  packed: usize,
  weight: usize,
  taps: i32,
  channels: i32,
  filters: i32,
  groups: i32,
  factor: f32
): void {
  const row = <usize>(filters * groups) * float;
  const factors = f32x4.splat(factor);
  for (let g = 0; g < groups; g++) {
    for (let f = 0; f < filters; f += block) {
      const used = min(block, filters - f);
      let from = weight + ((<usize>(g * filters + f)) << 2);
      if (used === block) {
        for (let i = taps * channels; i > 0; i--) {
          v128.store(packed, f32x4.mul(v128.load(from), factors));
          v128.store(packed, f32x4.mul(v128.load(from, vector), factors), vector);
          from += row;
          packed += 2 * vector;
        }
        continue;
      }
      for (let i = taps * channels; i > 0; i--) {
        for (let j = 0; j < used; j++) {
          store<f32>(packed + ((<usize>j) << 2), load<f32>(from + ((<usize>j) << 2)) * factor);
        }
        for (let j = used; j < block; j++) store<f32>(packed + ((<usize>j) << 2), 0);
        from += row;
        packed += <usize>block * float;
      }
    }
  }
}

/**
 * Like packFilters, except that the filter is packed for the way back: channels and filters swapped, and of the taps
 * only rows *firstRow*, *firstRow* − step, … (*rows* of them) and columns likewise, turned by 180°.
 *
 * - *packed*: `[groups, ⌈channels / block⌉, rows, columns, filters, block]`
 */
export function packTurned(
  packed: usize,
  weight: usize,
  kernel: i32,
  firstRow: i32,
  rows: i32,
  firstColumn: i32,
  columns: i32,
  step: i32,
  channels: i32,
  filters: i32,
  groups: i32,
  factor: f32
): void {
  const row = <usize>(filters * groups) * float;
  for (let g = 0; g < groups; g++) {
    for (let c = 0; c < channels; c += block) {
      const used = min(block, channels - c);
      for (let y = 0; y < rows; y++) {
        for (let x = 0; x < columns; x++) {
          const tap = (firstRow - y * step) * kernel + firstColumn - x * step;
          let from = weight + <usize>(tap * channels + c) * row + ((<usize>(g * filters)) << 2);
          for (let f = 0; f < filters; f++) {
            let value = from;
            for (let j = 0; j < used; j++) {
              store<f32>(packed + ((<usize>j) << 2), load<f32>(value) * factor);
              value += row;
            }
            for (let j = used; j < block; j++) store<f32>(packed + ((<usize>j) << 2), 0);
            from += float;
            packed += <usize>block * float;
          }
        }
      }
    }
  }
}
