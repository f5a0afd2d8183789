import {relu} from "../../../machines/wasm/assembly/activation";
import {float, mulAdd, mulAddFloat, vector, zeroFloats} from "../../../machines/wasm/assembly/simd";
import {shareOf} from "../../../machines/wasm/assembly/share";
import {foldOf, foldRow, repeatRow, rowsAtATime} from "../../../machines/wasm/assembly/wideRows";
import {activationGradient} from "../../combine/assembly/activationGradient";

/**
 * partials[part] = Σdy, Σ(dy·x̂) over the part's rows. With an activation, dy is first multiplied by its slope, in place.
 *
 * - *x*, *y*, *dy*: `[rows, channels]`; *y* may be null if there is no activation
 * - *saved*: `[2, channels]` (mean, 1 / √(variance + ε)); *partials*: `[parts, 2, channels]`
 * - *thread* of *threads*: it makes its share of the parts
 * - *scratch*: `[3, 8 · channels]`
 *
 * 1 multiply–add and 2 additions a value; 8 bytes, 16 with an activation.
 */
export function normGradientSums(
  x: usize,
  saved: usize,
  y: usize,
  dy: usize,
  partials: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
  parts: i32,
  activation: i32,
  thread: i32,
  threads: i32
): void {
  const size = (<usize>channels) << 2;
  const slopes = activation > relu ? y : 0;
  if (activation !== relu) y = 0;
  const begin = shareOf(parts, thread, threads);
  const end = shareOf(parts, thread + 1, threads);
  partials += <usize>begin * 2 * size;
  for (let part = begin; part < end; part++) {
    const from = <i32>((<i64>rows * part) / parts);
    const count = <i32>((<i64>rows * (part + 1)) / parts) - from;
    const fold = foldOf(count, channels, 8);
    const width = channels * fold;
    const sums = scratch + ((<usize>width) << 2);
    repeatRow(scratch, saved, channels, fold);
    zeroFloats(sums, 2 * width);
    const first = <usize>from * size;
    if (slopes) activationGradient(slopes + first, dy + first, count * channels, activation);
    sumRows(x + first, y ? y + first : 0, dy + first, scratch, sums, count / fold, width);
    foldRow(partials, sums, channels, fold);
    foldRow(partials + size, sums + ((<usize>width) << 2), channels, fold);
    for (let i: usize = 0; i < size; i += float) {
      store<f32>(partials + size + i, load<f32>(partials + size + i) * load<f32>(saved + size + i));
    }
    partials += 2 * size;
  }
}

function sumRows(x: usize, y: usize, dy: usize, mean: usize, sums: usize, rows: i32, width: i32): void {
  const row = (<usize>width) << 2;
  const most = rowsAtATime(width);
  while (rows > 0) {
    const count = min(rows, most);
    const block = <usize>count * row;
    let at: usize = 0;
    for (; at + 32 <= row; at += 32) {
      sum8(x + at, y ? y + at : 0, dy + at, block, row, mean + at, sums + at, sums + row + at);
    }
    for (; at < row; at += float) {
      sum1(x + at, y ? y + at : 0, dy + at, block, row, mean + at, sums + at, sums + row + at);
    }
    x += block;
    dy += block;
    if (y) y += block;
    rows -= count;
  }
}

function sum8(
  x: usize,
  y: usize,
  dy: usize,
  block: usize,
  row: usize,
  mean: usize,
  sums: usize,
  products: usize
): void {
  const m0 = v128.load(mean);
  const m1 = v128.load(mean, vector);
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let b0 = zero;
  let b1 = zero;
  const end = x + block;
  if (y) {
    for (; x < end; x += row) {
      const d0 = v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero));
      const d1 = v128.and(v128.load(dy, vector), f32x4.gt(v128.load(y, vector), zero));
      v128.store(dy, d0);
      v128.store(dy, d1, vector);
      a0 = f32x4.add(a0, d0);
      a1 = f32x4.add(a1, d1);
      b0 = mulAdd(b0, d0, f32x4.sub(v128.load(x), m0));
      b1 = mulAdd(b1, d1, f32x4.sub(v128.load(x, vector), m1));
      dy += row;
      y += row;
    }
  } else {
    for (; x < end; x += row) {
      const d0 = v128.load(dy);
      const d1 = v128.load(dy, vector);
      a0 = f32x4.add(a0, d0);
      a1 = f32x4.add(a1, d1);
      b0 = mulAdd(b0, d0, f32x4.sub(v128.load(x), m0));
      b1 = mulAdd(b1, d1, f32x4.sub(v128.load(x, vector), m1));
      dy += row;
    }
  }
  v128.store(sums, f32x4.add(v128.load(sums), a0));
  v128.store(sums, f32x4.add(v128.load(sums, vector), a1), vector);
  v128.store(products, f32x4.add(v128.load(products), b0));
  v128.store(products, f32x4.add(v128.load(products, vector), b1), vector);
}

function sum1(
  x: usize,
  y: usize,
  dy: usize,
  block: usize,
  row: usize,
  mean: usize,
  sums: usize,
  products: usize
): void {
  const m = load<f32>(mean);
  let a: f32 = 0;
  let b: f32 = 0;
  const end = x + block;
  for (; x < end; x += row) {
    let d = load<f32>(dy);
    if (y) {
      d = load<f32>(y) > 0 ? d : 0;
      store<f32>(dy, d);
      y += row;
    }
    a += d;
    b = mulAddFloat(b, d, load<f32>(x) - m);
    dy += row;
  }
  store<f32>(sums, load<f32>(sums) + a);
  store<f32>(products, load<f32>(products) + b);
}
