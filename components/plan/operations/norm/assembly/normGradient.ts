import {float, gateAt, mulAdd, mulAddFloat, vector} from "../../../machines/wasm/assembly/simd";
import {shareOf} from "../../../machines/wasm/assembly/share";
import {foldOf, repeatRow, rowsAtATime} from "../../../machines/wasm/assembly/wideRows";

/**
 * dx = [keep·g₃·dx +] g₂·γ/σ·(dy − Σdy/n − x̂·Σ(dy·x̂)/n), gammaBetaGradient = g₂·(Σ(dy·x̂), Σdy), where σ = √(variance + ε).
 *
 * - *dy*, *x*, *dx*: `[rows, channels]`; *partials*: `[parts, 2, channels]`, see normGradientSums
 * - *saved* (mean, 1 / σ), *gammaBeta*, *gammaBetaGradient*: `[2, channels]`
 * - *gate*: g₂, *keepGate*: g₃; each may be null. *keep* of 0 overwrites.
 * - *thread* of *threads*: it makes its share of dx's rows; the parameters' gradient is written by each
 * - *scratch*: `[8, 8 · channels]`
 *
 * 2 multiply–adds a value, 3 if it adds; 12 bytes, or 16. Source: Ioffe and Szegedy 2015 (arXiv:1502.03167), §3.
 */
export function normGradient(
  dy: usize,
  x: usize,
  saved: usize,
  partials: usize,
  gammaBeta: usize,
  gate: usize,
  keepGate: usize,
  keep: f32,
  dx: usize,
  gammaBetaGradient: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
  parts: i32,
  thread: i32,
  threads: i32
): void {
  const size = (<usize>channels) << 2;
  const fold = foldOf(rows, channels, 8);
  const wide = size * <usize>fold;
  const slope = scratch + wide;
  const product = slope + wide;
  const offset = product + wide;
  const row = offset + wide; // one row of the last three, before it is repeated
  const g2 = gateAt(gate);
  const kept: f32 = keep * gateAt(keepGate);
  const n = <f32>rows;
  for (let i: usize = 0; i < size; i += float) {
    let sum: f32 = 0;
    let products: f32 = 0;
    let from = partials + i;
    for (let part = 0; part < parts; part++) {
      sum += load<f32>(from);
      products += load<f32>(from + size);
      from += 2 * size;
    }
    store<f32>(gammaBetaGradient + i, g2 * products);
    store<f32>(gammaBetaGradient + size + i, g2 * sum);
    const inverse = load<f32>(saved + size + i);
    const a: f32 = g2 * load<f32>(gammaBeta + i) * inverse;
    store<f32>(row + i, a);
    store<f32>(row + size + i, (-a * inverse * products) / n);
    store<f32>(row + 2 * size + i, (-a * sum) / n);
  }
  repeatRow(scratch, saved, channels, fold);
  repeatRow(slope, row, channels, fold);
  repeatRow(product, row + size, channels, fold);
  repeatRow(offset, row + 2 * size, channels, fold);
  const most = rowsAtATime(channels * fold);
  const first = shareOf(rows / fold, thread, threads);
  const own = shareOf(rows / fold, thread + 1, threads) - first;
  dy += <usize>first * wide;
  x += <usize>first * wide;
  dx += <usize>first * wide;
  for (let left = own; left > 0; left -= most) {
    const block = <usize>min(left, most) * wide;
    let at: usize = 0;
    for (; at + 32 <= wide; at += 32) {
      apply8(
        dy + at,
        x + at,
        dx + at,
        block,
        wide,
        scratch + at,
        slope + at,
        product + at,
        offset + at,
        kept,
        keep !== 0
      );
    }
    for (; at < wide; at += float) {
      apply1(
        dy + at,
        x + at,
        dx + at,
        block,
        wide,
        scratch + at,
        slope + at,
        product + at,
        offset + at,
        kept,
        keep !== 0
      );
    }
    dy += block;
    x += block;
    dx += block;
  }
}

/** dx = [kept·dx +] a·dy + b·(x − mean) + c */
function apply8(
  dy: usize,
  x: usize,
  dx: usize,
  block: usize,
  row: usize,
  mean: usize,
  slope: usize,
  product: usize,
  offset: usize,
  kept: f32,
  accumulate: bool
): void {
  const m0 = v128.load(mean);
  const m1 = v128.load(mean, vector);
  const a0 = v128.load(slope);
  const a1 = v128.load(slope, vector);
  const b0 = v128.load(product);
  const b1 = v128.load(product, vector);
  const c0 = v128.load(offset);
  const c1 = v128.load(offset, vector);
  const factors = f32x4.splat(kept);
  const end = x + block;
  for (; x < end; x += row) {
    let d0 = mulAdd(c0, f32x4.sub(v128.load(x), m0), b0);
    let d1 = mulAdd(c1, f32x4.sub(v128.load(x, vector), m1), b1);
    if (accumulate) {
      d0 = mulAdd(d0, v128.load(dx), factors);
      d1 = mulAdd(d1, v128.load(dx, vector), factors);
    }
    v128.store(dx, mulAdd(d0, v128.load(dy), a0));
    v128.store(dx, mulAdd(d1, v128.load(dy, vector), a1), vector);
    dy += row;
    dx += row;
  }
}

function apply1(
  dy: usize,
  x: usize,
  dx: usize,
  block: usize,
  row: usize,
  mean: usize,
  slope: usize,
  product: usize,
  offset: usize,
  kept: f32,
  accumulate: bool
): void {
  const m = load<f32>(mean);
  const a = load<f32>(slope);
  const b = load<f32>(product);
  const c = load<f32>(offset);
  const end = x + block;
  for (; x < end; x += row) {
    let value = mulAddFloat(c, load<f32>(x) - m, b);
    if (accumulate) value = mulAddFloat(value, load<f32>(dx), kept);
    store<f32>(dx, mulAddFloat(value, load<f32>(dy), a));
    dy += row;
    dx += row;
  }
}
