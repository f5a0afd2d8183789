import {bend, lowestOf} from "../../../machines/wasm/assembly/activation";
import {block} from "../../../machines/wasm/assembly/pack";
import {placeImage} from "../../../machines/wasm/assembly/pad";
import {shareOf} from "../../../machines/wasm/assembly/share";
import {vector, zeroFloats} from "../../../machines/wasm/assembly/simd";
import {begin} from "./begin";
import {convolveImage} from "./convolveImage";

/** Numbers that a tile of 2 × 2 outputs is made of: 4 × 4 products. */
const products: i32 = 16;

/** Numbers of turned values and products that are kept at a time. */
const kept: i32 = 524288;

/** Returns whether a convolution is worth turning: windows of 3 × 3, and many values; ../winograd.ts knows it too. */
export function usesWinograd(
  kernel: i32,
  stride: i32,
  dilation: i32,
  groups: i32,
  channels: i32,
  filters: i32,
  positions: i32
): bool {
  if (kernel !== 3 || stride !== 1 || dilation !== 1 || groups !== 1) return false;
  return channels >= 32 && filters >= 32 && channels % 4 === 0 && filters % block === 0 && positions >= 128;
}

/**
 * A convolution of 3 × 3 windows by 16 instead of 36 multiply–adds for each 2 × 2 outputs: y = activation(begin + factor·(x ∗
 * weight)), where *offset* (null for none) and *addend* are what it begins with.
 *
 * - *x*: `[batch, height, width, channels]`; *weight*: `[3, 3, channels, filters]`; *y*: `[batch, outHeight, outWidth, filters]`
 * - *thread* of *threads*: it makes its share of the images
 * - *scratch*: turned filters `[16, filters / 8, channels, 8]`, a padded image, and for some rows of tiles turned
 *   values `[16, tiles, channels]` and products `[16, tiles, filters]`
 *
 * Source: Lavin and Gray 2016 (arXiv:1509.09308), §4.1, F(2×2, 3×3).
 */
export function winograd(
  x: usize,
  weight: usize,
  factor: f32,
  offset: usize,
  addend: usize,
  addendFactor: f32,
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
  padding: i32,
  thread: i32,
  threads: i32
): void {
  const tileRows = (outHeight + 1) / 2;
  const tileColumns = (outWidth + 1) / 2;
  const perRow = products * (channels + filters) * tileColumns;
  const together = min(max(kept / perRow, 1), tileRows);
  const paddedWidth = 2 * tileColumns + 2;
  const paddedSize = (2 * tileRows + 2) * paddedWidth * channels;
  const turned = scratch;
  const padded = turned + ((<usize>(products * channels * filters)) << 2);
  const values = padded + ((<usize>paddedSize) << 2);
  const sums = values + ((<usize>(products * together * tileColumns * channels)) << 2);
  const inside = padded + ((<usize>((paddedWidth + 1) * padding * channels)) << 2);
  const low = f32x4.splat(lowestOf(activation));
  const size = outHeight * outWidth * filters;
  turnFilters(turned, weight, channels, filters, factor);
  zeroFloats(padded, paddedSize);
  const first = shareOf(batch, thread, threads);
  x += (<usize>(first * height * width * channels)) << 2;
  y += (<usize>(first * size)) << 2;
  if (addend) addend += (<usize>(first * size)) << 2;
  for (let n = shareOf(batch, thread + 1, threads) - first; n > 0; n--) {
    placeImage(inside, x, height, width, channels, paddedWidth);
    if (offset) begin(y, offset, addend, addendFactor, outHeight * outWidth, filters);
    for (let row = 0; row < tileRows; row += together) {
      const rows = min(together, tileRows - row);
      const from = padded + ((<usize>(2 * row * paddedWidth * channels)) << 2);
      turnValues(values, from, rows, tileColumns, channels);
      multiply(sums, values, turned, rows * tileColumns, channels, filters);
      const to = y + ((<usize>(2 * row * outWidth * filters)) << 2);
      turnBack(to, sums, rows, tileColumns, outHeight - 2 * row, outWidth, filters, offset !== 0, low);
    }
    bend(y, size, activation);
    x += (<usize>(height * width * channels)) << 2;
    y += (<usize>size) << 2;
    if (addend) addend += (<usize>size) << 2;
  }
}

/** sums[p] = values[p] · turned[p] for each of the 16 products p. */
function multiply(sums: usize, values: usize, turned: usize, tiles: i32, channels: i32, filters: i32): void {
  const column = (<usize>channels) << 2;
  const outColumn = (<usize>filters) << 2;
  for (let p = 0; p < products; p++) {
    convolveImage(
      values,
      column * <usize>tiles,
      column,
      1,
      1,
      channels,
      column,
      column,
      turned,
      sums,
      outColumn * <usize>tiles,
      outColumn,
      1,
      tiles,
      filters,
      false,
      0,
      -(<f32>Infinity)
    );
    values += column * <usize>tiles;
    sums += outColumn * <usize>tiles;
    turned += column * <usize>filters;
  }
}

/** Returns row *i* of G · [a, b, c]ᵀ: a, (a + b + c) / 2, (a − b + c) / 2, c. */
function ofFilter(i: i32, a: v128, b: v128, c: v128): v128 {
  if (i === 0) return a;
  if (i === 3) return c;
  const outer = f32x4.add(a, c);
  return f32x4.mul(i === 1 ? f32x4.add(outer, b) : f32x4.sub(outer, b), f32x4.splat(0.5));
}

/** Turns a filter `[3, 3, channels, filters]`, times *factor*, into G g Gᵀ `[16, filters / 8, channels, 8]`. */
function turnFilters(to: usize, weight: usize, channels: i32, filters: i32, factor: f32): void {
  const tap = (<usize>(channels * filters)) << 2;
  const factors = f32x4.splat(factor);
  for (let f = 0; f < filters; f += 4) {
    let place = to + ((<usize>((f / block) * block * channels + (f % block))) << 2);
    let from = weight + ((<usize>f) << 2);
    for (let c = channels; c > 0; c--) {
      for (let i = 0; i < 4; i++) {
        const a = ofFilter(i, v128.load(from), v128.load(from + 3 * tap), v128.load(from + 6 * tap));
        const b = ofFilter(i, v128.load(from + tap), v128.load(from + 4 * tap), v128.load(from + 7 * tap));
        const e = ofFilter(
          i,
          v128.load(from + 2 * tap),
          v128.load(from + 5 * tap),
          v128.load(from + 8 * tap)
        );
        for (let j = 0; j < 4; j++) {
          v128.store(place + <usize>(4 * i + j) * tap, f32x4.mul(ofFilter(j, a, b, e), factors));
        }
      }
      from += (<usize>filters) << 2;
      place += (<usize>block) << 2;
    }
  }
}

/** Turns each tile's 4 × 4 values d into Bᵀ d B: `[16, tiles, channels]`; *x* is a padded image. */
function turnValues(to: usize, x: usize, rows: i32, columns: i32, channels: i32): void {
  const column = (<usize>channels) << 2;
  const row = column * <usize>(2 * columns + 2);
  const product = column * <usize>(rows * columns);
  for (let r = 0; r < rows; r++) {
    let from = x + <usize>(2 * r) * row;
    for (let c = 0; c < columns; c++) {
      turnRow(to, from, from + 2 * row, false, column, product);
      turnRow(to + 4 * product, from + row, from + 2 * row, true, column, product);
      turnRow(to + 8 * product, from + 2 * row, from + row, false, column, product);
      turnRow(to + 12 * product, from + row, from + 3 * row, false, column, product);
      from += 2 * column;
      to += column;
    }
  }
}

/** One row of Bᵀ d B, of the sum or the difference of two rows of d, in every channel. */
function turnRow(to: usize, a: usize, b: usize, adds: bool, column: usize, product: usize): void {
  const end = a + column;
  for (; a < end; a += vector) {
    let d0 = v128.load(a);
    let d1 = v128.load(a + column);
    let d2 = v128.load(a + 2 * column);
    let d3 = v128.load(a + 3 * column);
    const e0 = v128.load(b);
    const e1 = v128.load(b + column);
    const e2 = v128.load(b + 2 * column);
    const e3 = v128.load(b + 3 * column);
    d0 = adds ? f32x4.add(d0, e0) : f32x4.sub(d0, e0);
    d1 = adds ? f32x4.add(d1, e1) : f32x4.sub(d1, e1);
    d2 = adds ? f32x4.add(d2, e2) : f32x4.sub(d2, e2);
    d3 = adds ? f32x4.add(d3, e3) : f32x4.sub(d3, e3);
    v128.store(to, f32x4.sub(d0, d2));
    v128.store(to + product, f32x4.add(d1, d2));
    v128.store(to + 2 * product, f32x4.sub(d2, d1));
    v128.store(to + 3 * product, f32x4.sub(d1, d3));
    b += vector;
    to += vector;
  }
}

/** y = max(low, [y +] Aᵀ m A) of each tile's 4 × 4 products m, as far as it lies inside. */
function turnBack(
  y: usize,
  sums: usize,
  rows: i32,
  columns: i32,
  height: i32,
  width: i32,
  filters: i32,
  accumulate: bool,
  low: v128
): void {
  const column = (<usize>filters) << 2;
  const row = column * <usize>width;
  const product = column * <usize>(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const to = y + <usize>(2 * r) * row + <usize>(2 * c) * column;
      const below = 2 * r + 1 < height;
      const right = 2 * c + 1 < width;
      for (let at: usize = 0; at < column; at += vector) {
        let top0 = f32x4.splat(0);
        let top1 = top0;
        let bottom0 = top0;
        let bottom1 = top0;
        let from = sums + at;
        for (let i = 0; i < 4; i++) {
          const m1 = v128.load(from + product);
          const m2 = v128.load(from + 2 * product);
          const s0 = f32x4.add(f32x4.add(v128.load(from), m1), m2);
          const s1 = f32x4.sub(f32x4.sub(m1, m2), v128.load(from + 3 * product));
          if (i < 3) {
            top0 = f32x4.add(top0, s0);
            top1 = f32x4.add(top1, s1);
          }
          if (i === 1) {
            bottom0 = s0;
            bottom1 = s1;
          }
          if (i > 1) {
            bottom0 = f32x4.sub(bottom0, s0);
            bottom1 = f32x4.sub(bottom1, s1);
          }
          from += 4 * product;
        }
        finish(to + at, top0, accumulate, low);
        if (right) finish(to + at + column, top1, accumulate, low);
        if (below) finish(to + at + row, bottom0, accumulate, low);
        if (right && below) finish(to + at + row + column, bottom1, accumulate, low);
      }
      sums += column;
    }
  }
}

function finish(to: usize, value: v128, accumulate: bool, low: v128): void {
  v128.store(to, f32x4.pmax(accumulate ? f32x4.add(v128.load(to), value) : value, low));
}
