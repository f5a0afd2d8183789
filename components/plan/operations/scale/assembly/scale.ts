import {float, gateAt, vector} from "../../../machines/wasm/assembly/simd";

/** dx = factor·g·dx, in place. *dx*: `[size]`; *gate*: g, or null. 8 bytes a value, none if it is multiplied by 1. */
export function scale(dx: usize, gate: usize, size: i32, factor: f32): void {
  factor *= gateAt(gate);
  if (factor === 1) return;
  const factors = f32x4.splat(factor);
  const end = dx + ((<usize>size) << 2);
  const vectors = dx + ((<usize>(size & ~3)) << 2);
  for (; dx < vectors; dx += vector) v128.store(dx, f32x4.mul(v128.load(dx), factors));
  for (; dx < end; dx += float) store<f32>(dx, load<f32>(dx) * factor);
}
