import {float, mulAdd, sumLanes, vector} from "./simd";

/** Numbers whose sum is kept in float32; the sums of such blocks are added in float64. */
const block: usize = 1024 * 4;

/** sum = Σx². *x*: `[size]`, *sum*: `[1]`. 1 multiply–add and 4 bytes a value. */
export function sumOfSquares(x: usize, sum: usize, size: i32): void {
  store<f32>(sum, <f32>sumSquares(x, size));
}

function sumSquares(x: usize, size: i32): f64 {
  const end = x + ((<usize>size) << 2);
  const vectors = x + ((<usize>(size & ~7)) << 2);
  let total: f64 = 0;
  while (x < vectors) {
    const stop = min(x + block, vectors);
    let a = f32x4.splat(0);
    let b = a;
    for (; x < stop; x += 2 * vector) {
      const v = v128.load(x);
      const w = v128.load(x, vector);
      a = mulAdd(a, v, v);
      b = mulAdd(b, w, w);
    }
    total += <f64>sumLanes(f32x4.add(a, b));
  }
  for (; x < end; x += float) total += <f64>(load<f32>(x) * load<f32>(x));
  return total;
}

/**
 * metrics = mean of (output − target)², 0; doutput = 2·(output − target) / size. All else `[size]`.
 *
 * 2 multiply–adds and 12 bytes a value.
 */
export function squaredError(output: usize, target: usize, metrics: usize, doutput: usize, size: i32): void {
  const factor: f32 = <f32>2 / <f32>size;
  const bytes = (<usize>size) << 2;
  let sum: f64 = 0;
  for (let at: usize = 0; at < bytes; at += float) {
    const error = load<f32>(output + at) - load<f32>(target + at);
    sum += <f64>error * <f64>error;
    store<f32>(doutput + at, error * factor);
  }
  store<f32>(metrics, <f32>(sum / <f64>size));
  store<f32>(metrics + float, 0);
}

/** sums = partials, *parts* rows of *size* numbers, added in their order. 4 bytes a value. */
export function reduce(partials: usize, sums: usize, size: i32, parts: i32): void {
  const row = (<usize>size) << 2;
  const vectors = (<usize>(size & ~3)) << 2;
  const end = partials + <usize>parts * row;
  let at: usize = 0;
  for (; at < vectors; at += vector) {
    let sum = f32x4.splat(0);
    for (let from = partials + at; from < end; from += row) sum = f32x4.add(sum, v128.load(from));
    v128.store(sums + at, sum);
  }
  for (; at < row; at += float) {
    let sum: f32 = 0;
    for (let from = partials + at; from < end; from += row) sum += load<f32>(from);
    store<f32>(sums + at, sum);
  }
}
