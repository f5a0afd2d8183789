import {bend, lowestOf} from "../../../machines/wasm/assembly/activation";
import {float, gateAt, mulAdd, mulAddFloat, vector} from "../../../machines/wasm/assembly/simd";
import {shareOf} from "../../../machines/wasm/assembly/share";
import {foldOf, repeatRow, rowsAtATime} from "../../../machines/wasm/assembly/wideRows";

/**
 * y = activation(g₀·(γ·x̂ + β) + g₁·addendScale·addend) with the statistics of the batch, which are saved.
 *
 * - *x*, *y*, *addend*: `[rows, channels]`; *partials*: `[parts, 2, channels]`, see normStatistics
 * - *gammaBeta*, *saved* (mean, 1 / √(variance + ε)), *running* (mean, unbiased variance): `[2, channels]`
 * - *addend*, *gate* `[4]` and *running* may be null; *scratch*: `[6, 8 · channels]`
 * - *thread* of *threads*: it makes its share of y's rows; the statistics are saved by each, and move the running ones once
 *
 * 2 multiply–adds a value, 3 with an addend; 8 or 12 bytes. Source: Ioffe and Szegedy 2015 (arXiv:1502.03167), §3.
 */
export function normalize(
  x: usize,
  partials: usize,
  gammaBeta: usize,
  addend: usize,
  addendScale: f32,
  gate: usize,
  y: usize,
  saved: usize,
  running: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
  parts: i32,
  activation: i32,
  epsilon: f64,
  momentum: f64,
  thread: i32,
  threads: i32
): void {
  const size = (<usize>channels) << 2;
  const n = <f64>rows;
  for (let i: usize = 0; i < size; i += float) {
    let sum: f64 = 0;
    let squares: f64 = 0;
    let from = partials + i;
    for (let part = 0; part < parts; part++) {
      sum += <f64>load<f32>(from);
      squares += <f64>load<f32>(from + size);
      from += 2 * size;
    }
    const shifted = sum / n;
    const mean = <f64>load<f32>(x + i) + shifted;
    const variance = max<f64>(squares / n - shifted * shifted, 0);
    store<f32>(saved + i, <f32>mean);
    store<f32>(saved + size + i, <f32>(1 / Math.sqrt(variance + epsilon)));
    if (running && thread === 0) {
      const unbiased = rows > 1 ? (variance * n) / (n - 1) : variance;
      blend(running + i, mean, momentum);
      blend(running + size + i, unbiased, momentum);
    }
  }
  apply(
    x,
    saved,
    saved + size,
    gammaBeta,
    addend,
    addendScale,
    gate,
    y,
    scratch,
    rows,
    channels,
    activation,
    thread,
    threads
  );
}

/**
 * Like normalize, except that the statistics are the running ones.
 */
export function normalizeRunning(
  x: usize,
  gammaBeta: usize,
  running: usize,
  addend: usize,
  addendScale: f32,
  gate: usize,
  y: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
  activation: i32,
  epsilon: f64,
  thread: i32,
  threads: i32
): void {
  const size = (<usize>channels) << 2;
  const inverse = scratch;
  for (let i: usize = 0; i < size; i += float) {
    store<f32>(inverse + i, <f32>(1 / Math.sqrt(<f64>load<f32>(running + size + i) + epsilon)));
  }
  apply(
    x,
    running,
    inverse,
    gammaBeta,
    addend,
    addendScale,
    gate,
    y,
    scratch + size,
    rows,
    channels,
    activation,
    thread,
    threads
  );
}

/** value ← (1 − share)·value + share·next */
function blend(value: usize, next: f64, share: f64): void {
  store<f32>(value, <f32>((1 - share) * <f64>load<f32>(value) + share * next));
}

/** y = activation((x − mean)·a + b + factor·addend), where a = g₀·γ·inverse and b = g₀·β. */
function apply(
  x: usize,
  mean: usize,
  inverse: usize,
  gammaBeta: usize,
  addend: usize,
  addendScale: f32,
  gate: usize,
  y: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
  activation: i32,
  thread: i32,
  threads: i32
): void {
  const size = (<usize>channels) << 2;
  const fold = foldOf(rows, channels, 8);
  const wide = size * <usize>fold;
  const slope = scratch + wide;
  const offset = slope + wide;
  const row = offset + wide; // one row of each, before it is repeated
  const g0 = gateAt(gate);
  const factor: f32 = addend ? addendScale * gateAt(gate ? gate + float : 0) : 0;
  for (let i: usize = 0; i < size; i += float) {
    store<f32>(row + i, g0 * load<f32>(gammaBeta + i) * load<f32>(inverse + i));
    store<f32>(row + size + i, g0 * load<f32>(gammaBeta + size + i));
  }
  repeatRow(scratch, mean, channels, fold);
  repeatRow(slope, row, channels, fold);
  repeatRow(offset, row + size, channels, fold);
  const lowest = lowestOf(activation);
  const width = channels * fold;
  const most = rowsAtATime(width);
  const first = shareOf(rows / fold, thread, threads);
  const own = shareOf(rows / fold, thread + 1, threads) - first;
  x += <usize>first * wide;
  y += <usize>first * wide;
  if (addend) addend += <usize>first * wide;
  const values = y;
  for (let left = own; left > 0; left -= most) {
    const count = min(left, most);
    let at: usize = 0;
    for (; at + 32 <= wide; at += 32) {
      const other = addend ? addend + at : 0;
      apply8(x + at, y + at, other, count, wide, scratch + at, slope + at, offset + at, factor, lowest);
    }
    for (; at < wide; at += float) {
      const other = addend ? addend + at : 0;
      apply1(x + at, y + at, other, count, wide, scratch + at, slope + at, offset + at, factor, lowest);
    }
    x += <usize>count * wide;
    y += <usize>count * wide;
    if (addend) addend += <usize>count * wide;
  }
  bend(values, own * width, activation);
}

function apply8(
  x: usize,
  y: usize,
  addend: usize,
  rows: i32,
  row: usize,
  mean: usize,
  slope: usize,
  offset: usize,
  factor: f32,
  lowest: f32
): void {
  const m0 = v128.load(mean);
  const m1 = v128.load(mean, vector);
  const a0 = v128.load(slope);
  const a1 = v128.load(slope, vector);
  const b0 = v128.load(offset);
  const b1 = v128.load(offset, vector);
  const low = f32x4.splat(lowest);
  const end = x + <usize>rows * row;
  if (addend) {
    const factors = f32x4.splat(factor);
    for (; x < end; x += row) {
      const y0 = mulAdd(b0, f32x4.sub(v128.load(x), m0), a0);
      const y1 = mulAdd(b1, f32x4.sub(v128.load(x, vector), m1), a1);
      v128.store(y, f32x4.pmax(mulAdd(y0, v128.load(addend), factors), low));
      v128.store(y, f32x4.pmax(mulAdd(y1, v128.load(addend, vector), factors), low), vector);
      y += row;
      addend += row;
    }
  } else {
    for (; x < end; x += row) {
      const y0 = mulAdd(b0, f32x4.sub(v128.load(x), m0), a0);
      const y1 = mulAdd(b1, f32x4.sub(v128.load(x, vector), m1), a1);
      v128.store(y, f32x4.pmax(y0, low));
      v128.store(y, f32x4.pmax(y1, low), vector);
      y += row;
    }
  }
}

function apply1(
  x: usize,
  y: usize,
  addend: usize,
  rows: i32,
  row: usize,
  mean: usize,
  slope: usize,
  offset: usize,
  factor: f32,
  lowest: f32
): void {
  const m = load<f32>(mean);
  const a = load<f32>(slope);
  const b = load<f32>(offset);
  const end = x + <usize>rows * row;
  for (; x < end; x += row) {
    let value = mulAddFloat(b, load<f32>(x) - m, a);
    if (addend) {
      value = mulAddFloat(value, load<f32>(addend), factor);
      addend += row;
    }
    store<f32>(y, value < lowest ? lowest : value);
    y += row;
  }
}
