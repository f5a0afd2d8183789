import {float, vector} from "../../../machines/wasm/assembly/simd";

/**
 * y [+]= factor·x where hash(hash(seed, key), i) ≥ threshold, 0 elsewhere: dropout, forward and back.
 *
 * - *x*, *y*: `[size]`; *seed*: its lower and upper 16 bits, as float32
 *
 * 3 multiplications of integers and 8 bytes a value, 12 if it adds.
 */
export function dropout(
  x: usize,
  seed: usize,
  y: usize,
  size: i32,
  key: u32,
  threshold: u32,
  factor: f32,
  accumulate: bool
): void {
  const stepSeed = (<u32>load<f32>(seed)) | ((<u32>load<f32>(seed + float)) << 16);
  const layerSeed = i32x4.splat(i32x4.extract_lane(hash(i32x4.splat(stepSeed), i32x4.splat(key)), 0));
  const thresholds = i32x4.splat(threshold);
  const factors = f32x4.splat(factor);
  const end = y + ((<usize>size) << 2);
  const vectors = y + ((<usize>(size & ~3)) << 2);
  let index = i32x4(0, 1, 2, 3);
  for (; y < vectors; y += vector) {
    const kept = i32x4.ge_u(hash(layerSeed, index), thresholds);
    const value = v128.and(f32x4.mul(v128.load(x), factors), kept);
    v128.store(y, accumulate ? f32x4.add(v128.load(y), value) : value);
    index = i32x4.add(index, i32x4.splat(4));
    x += vector;
  }
  let kept = i32x4.ge_u(hash(layerSeed, index), thresholds);
  for (; y < end; y += float) {
    const value = i32x4.extract_lane(kept, 0) ? load<f32>(x) * factor : 0;
    store<f32>(y, accumulate ? load<f32>(y) + value : value);
    kept = v128.shuffle<i32>(kept, kept, 1, 2, 3, 0);
    x += float;
  }
}

/** Returns hash of random/random.ts in every lane. */
function hash(seed: v128, index: v128): v128 {
  let h = v128.xor(seed, i32x4.mul(index, i32x4.splat(0x9e3779b1)));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}
