import {float, mulAdd, mulAddFloat, vector, zeroFloats} from "../../../machines/wasm/assembly/simd";
import {negativePower} from "./negativePower";

/**
 * y = x / (k + factor · Σ x²)^β, the sum over channels c − ⌊size / 2⌋ to c + ⌊(size − 1) / 2⌋ inside.
 *
 * - *x*, *y*: `[rows, channels]`; *sums*: like y, k + factor · Σ x²; may be null
 * - *scratch*: a row with zeros around it; scratchSize in ../localResponse.ts counts them
 *
 * size additions and a power a value.
 */
export function localResponse(
  x: usize,
  y: usize,
  sums: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
  size: i32,
  factor: f32,
  beta: f32,
  k: f32
): void {
  const before = size / 2;
  const row = (<usize>channels) << 2;
  const squares = scratch + ((<usize>before) << 2);
  const factors = f32x4.splat(factor);
  const ks = f32x4.splat(k);
  zeroFloats(scratch, channels + size + 8);
  for (; rows > 0; rows--) {
    let at: usize = 0;
    for (; at + vector <= row; at += vector) {
      const v = v128.load(x + at);
      v128.store(squares + at, f32x4.mul(v, v));
    }
    for (; at < row; at += float) store<f32>(squares + at, load<f32>(x + at) * load<f32>(x + at));
    at = 0;
    for (; at + vector <= row; at += vector) {
      const sum = mulAdd(ks, sumOf(scratch + at, size), factors);
      v128.store(y + at, f32x4.mul(v128.load(x + at), negativePower(sum, beta)));
      if (sums) v128.store(sums + at, sum);
    }
    for (; at < row; at += float) {
      const sum = mulAdd(ks, sumOf(scratch + at, size), factors);
      store<f32>(y + at, load<f32>(x + at) * f32x4.extract_lane(negativePower(sum, beta), 0));
      if (sums) store<f32>(sums + at, f32x4.extract_lane(sum, 0));
    }
    x += row;
    y += row;
    if (sums) sums += row;
  }
}

/** Returns, in each of 4 lanes, the sum of *size* neighbouring numbers. */
function sumOf(from: usize, size: i32): v128 {
  let sum = v128.load(from);
  for (; size > 1; size--) {
    from += float;
    sum = f32x4.add(sum, v128.load(from));
  }
  return sum;
}

/**
 * dx [+]= dy·sums^−β − factor · x · Σ dy·x·sums^(−β − 1), the sum over those channels in whose sum this one is. Shapes as
 * above; *factor* is 2αβ / size.
 */
export function localResponseGradient(
  dy: usize,
  x: usize,
  sums: usize,
  dx: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
  size: i32,
  factor: f32,
  beta: f32,
  accumulate: bool
): void {
  const before = (size - 1) / 2;
  const row = (<usize>channels) << 2;
  const shares = scratch + ((<usize>before) << 2);
  const factors = f32x4.splat(-factor);
  zeroFloats(scratch, channels + size + 8);
  for (; rows > 0; rows--) {
    let at: usize = 0;
    for (; at + vector <= row; at += vector) {
      const sum = v128.load(sums + at);
      const own = f32x4.mul(v128.load(dy + at), negativePower(sum, beta));
      v128.store(shares + at, f32x4.div(f32x4.mul(own, v128.load(x + at)), sum));
      v128.store(dx + at, accumulate ? f32x4.add(v128.load(dx + at), own) : own);
    }
    for (; at < row; at += float) {
      const sum = load<f32>(sums + at);
      const own = load<f32>(dy + at) * f32x4.extract_lane(negativePower(f32x4.splat(sum), beta), 0);
      store<f32>(shares + at, (own * load<f32>(x + at)) / sum);
      store<f32>(dx + at, accumulate ? load<f32>(dx + at) + own : own);
    }
    at = 0;
    for (; at + vector <= row; at += vector) {
      const part = f32x4.mul(v128.load(x + at), sumOf(scratch + at, size));
      v128.store(dx + at, mulAdd(v128.load(dx + at), part, factors));
    }
    for (; at < row; at += float) {
      const part = load<f32>(x + at) * f32x4.extract_lane(sumOf(scratch + at, size), 0);
      store<f32>(dx + at, mulAddFloat(load<f32>(dx + at), part, -factor));
    }
    dy += row;
    x += row;
    sums += row;
    dx += row;
  }
}
