import {float, gateAt, mulAdd, mulAddFloat, vector} from "../../../machines/wasm/assembly/simd";

/**
 * dx = keep·dx + factor·g·dy; a *keep* of 0 overwrites. *dy*, *dx*: `[size]`; *gate*: g, or null.
 *
 * 2 multiply–adds and 12 bytes a value; 1 and 8 if it overwrites.
 */
export function accumulate(dy: usize, gate: usize, dx: usize, size: i32, keep: f32, factor: f32): void {
  factor *= gateAt(gate);
  const keeps = f32x4.splat(keep);
  const factors = f32x4.splat(factor);
  const end = dx + ((<usize>size) << 2);
  const vectors = dx + ((<usize>(size & ~3)) << 2);
  for (; dx < vectors; dx += vector) {
    let sum = f32x4.mul(v128.load(dy), factors);
    if (keep !== 0) sum = mulAdd(sum, v128.load(dx), keeps);
    v128.store(dx, sum);
    dy += vector;
  }
  for (; dx < end; dx += float) {
    const sum = load<f32>(dy) * factor;
    store<f32>(dx, keep !== 0 ? mulAddFloat(sum, load<f32>(dx), keep) : sum);
    dy += float;
  }
}
