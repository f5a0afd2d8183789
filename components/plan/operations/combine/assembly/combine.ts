import {bend, lowestOf} from "../../../machines/wasm/assembly/activation";
import {float, gateAt, mulAdd, mulAddFloat, vector} from "../../../machines/wasm/assembly/simd";

/**
 * y = activation(scale0·g₀·x0 + scale1·g₁·x1), where x1 may be missing (null), and gates too.
 *
 * - *x0*, *x1*, *y*: `[size]`; *gate*: `[4]`
 *
 * 2 multiply–adds and 12 bytes a value.
 */
export function combine(
  x0: usize,
  x1: usize,
  gate: usize,
  y: usize,
  size: i32,
  scale0: f32,
  scale1: f32,
  activation: i32
): void {
  const factor0 = scale0 * gateAt(gate);
  const factor1 = scale1 * gateAt(gate ? gate + float : 0);
  const lowest = lowestOf(activation);
  const a = f32x4.splat(factor0);
  const b = f32x4.splat(factor1);
  const low = f32x4.splat(lowest);
  const bytes = (<usize>size) << 2;
  const vectors = (<usize>(size & ~3)) << 2;
  let at: usize = 0;
  for (; at < vectors; at += vector) {
    let sum = f32x4.mul(v128.load(x0 + at), a);
    if (x1) sum = mulAdd(sum, v128.load(x1 + at), b);
    v128.store(y + at, f32x4.pmax(sum, low));
  }
  for (; at < bytes; at += float) {
    let sum = load<f32>(x0 + at) * factor0;
    if (x1) sum = mulAddFloat(sum, load<f32>(x1 + at), factor1);
    store<f32>(y + at, sum < lowest ? lowest : sum);
  }
  bend(y, size, activation);
}
