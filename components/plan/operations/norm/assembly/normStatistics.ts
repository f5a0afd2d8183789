import {float, mulAdd, mulAddFloat, vector, zeroFloats} from "../../../machines/wasm/assembly/simd";
import {shareOf} from "../../../machines/wasm/assembly/share";
import {foldOf, foldRow, repeatRow, rowsAtATime} from "../../../machines/wasm/assembly/wideRows";

/** Most channels at a time: a shift and two sums of each fit the registers. */
export const columns: i32 = 16;

/**
 * partials[part] = Σ(x − k), Σ(x − k)² over the part's rows, where k is the first row of all: a variance from shifted
 * sums does not lose its digits where the mean is large.
 *
 * - *x*: `[rows, channels]`; *partials*: `[parts, 2, channels]`; *scratch*: `[3, 16 · channels]`
 * - *thread* of *threads*: it makes its share of the parts
 *
 * 1 multiply–add and 2 additions a value; 4 bytes. A block of rows stays in the cache while its columns are summed,
 * and its sums are short ones: their rounding does not grow with the batch.
 */
export function normStatistics(
  x: usize,
  partials: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
  parts: i32,
  thread: i32,
  threads: i32
): void {
  const size = (<usize>channels) << 2;
  const begin = shareOf(parts, thread, threads);
  const end = shareOf(parts, thread + 1, threads);
  partials += <usize>begin * 2 * size;
  for (let part = begin; part < end; part++) {
    const from = <i32>((<i64>rows * part) / parts);
    const count = <i32>((<i64>rows * (part + 1)) / parts) - from;
    const fold = foldOf(count, channels, columns);
    const width = channels * fold;
    const sums = scratch + ((<usize>width) << 2);
    repeatRow(scratch, x, channels, fold);
    zeroFloats(sums, 2 * width);
    sumRows(x + <usize>from * size, scratch, sums, count / fold, width);
    foldRow(partials, sums, channels, fold);
    foldRow(partials + size, sums + ((<usize>width) << 2), channels, fold);
    partials += 2 * size;
  }
}

function sumRows(x: usize, shift: usize, sums: usize, rows: i32, width: i32): void {
  const row = (<usize>width) << 2;
  const most = rowsAtATime(width);
  while (rows > 0) {
    const count = min(rows, most);
    const end = x + <usize>count * row;
    let c: i32 = 0;
    for (; c + 16 <= width; c += 16) {
      const at = (<usize>c) << 2;
      sum16(x + at, end + at, row, shift + at, sums + at, sums + row + at);
    }
    for (; c + 4 <= width; c += 4) {
      const at = (<usize>c) << 2;
      sum4(x + at, end + at, row, shift + at, sums + at, sums + row + at);
    }
    for (; c < width; c++) {
      const at = (<usize>c) << 2;
      sum1(x + at, end + at, row, shift + at, sums + at, sums + row + at);
    }
    x = end;
    rows -= count;
  }
}

function sum16(x: usize, end: usize, row: usize, shift: usize, sums: usize, squares: usize): void {
  const k0 = v128.load(shift);
  const k1 = v128.load(shift, vector);
  const k2 = v128.load(shift, 2 * vector);
  const k3 = v128.load(shift, 3 * vector);
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (; x < end; x += row) {
    let d = f32x4.sub(v128.load(x), k0);
    a0 = f32x4.add(a0, d);
    b0 = mulAdd(b0, d, d);
    d = f32x4.sub(v128.load(x, vector), k1);
    a1 = f32x4.add(a1, d);
    b1 = mulAdd(b1, d, d);
    d = f32x4.sub(v128.load(x, 2 * vector), k2);
    a2 = f32x4.add(a2, d);
    b2 = mulAdd(b2, d, d);
    d = f32x4.sub(v128.load(x, 3 * vector), k3);
    a3 = f32x4.add(a3, d);
    b3 = mulAdd(b3, d, d);
  }
  addTo(sums, a0, a1, a2, a3);
  addTo(squares, b0, b1, b2, b3);
}

function addTo(to: usize, a0: v128, a1: v128, a2: v128, a3: v128): void {
  v128.store(to, f32x4.add(v128.load(to), a0));
  v128.store(to, f32x4.add(v128.load(to, vector), a1), vector);
  v128.store(to, f32x4.add(v128.load(to, 2 * vector), a2), 2 * vector);
  v128.store(to, f32x4.add(v128.load(to, 3 * vector), a3), 3 * vector);
}

function sum4(x: usize, end: usize, row: usize, shift: usize, sums: usize, squares: usize): void {
  const k = v128.load(shift);
  let a = f32x4.splat(0);
  let b = a;
  for (; x < end; x += row) {
    const d = f32x4.sub(v128.load(x), k);
    a = f32x4.add(a, d);
    b = mulAdd(b, d, d);
  }
  v128.store(sums, f32x4.add(v128.load(sums), a));
  v128.store(squares, f32x4.add(v128.load(squares), b));
}

function sum1(x: usize, end: usize, row: usize, shift: usize, sums: usize, squares: usize): void {
  const k = load<f32>(shift);
  let a: f32 = 0;
  let b: f32 = 0;
  for (; x < end; x += row) {
    const d = load<f32>(x) - k;
    a += d;
    b = mulAddFloat(b, d, d);
  }
  store<f32>(sums, load<f32>(sums) + a);
  store<f32>(squares, load<f32>(squares) + b);
}
