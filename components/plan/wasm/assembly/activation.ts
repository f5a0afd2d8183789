import {float, vector} from "./simd";

/** Codes of the activations; bindCall.ts knows them too. */
export const relu: i32 = 1;
export const tanh: i32 = 2;
export const sigmoid: i32 = 3;

/** Returns the activation of *x*. */
function activated(x: f32, activation: i32): f32 {
  return activation === tanh ? Mathf.tanh(x) : <f32>1 / (<f32>1 + Mathf.exp(-x));
}

/** Returns the lowest value that an activation passes on, for a maximum: −∞ or, of relu, 0. */
export function lowestOf(activation: i32): f32 {
  return activation === relu ? 0 : -(<f32>Infinity);
}

/** Does in place what an activation does beyond a maximum: tanh and sigmoid. 8 bytes a value. */
export function bend(y: usize, size: i32, activation: i32): void {
  if (activation <= relu) return;
  const end = y + ((<usize>size) << 2);
  for (; y < end; y += float) store<f32>(y, activated(load<f32>(y), activation));
}

/**
 * Multiplies *dy* by the activation's slope, in place; it follows from the result *y*. Both `[size]`.
 *
 * At most 3 multiply–adds and 12 bytes a value.
 */
export function activationGradient(y: usize, dy: usize, size: i32, activation: i32): void {
  const end = y + ((<usize>size) << 2);
  const vectors = y + ((<usize>(size & ~3)) << 2);
  const one = f32x4.splat(1);
  for (; y < vectors; y += vector) {
    v128.store(dy, slope(v128.load(y), v128.load(dy), activation, one));
    dy += vector;
  }
  for (; y < end; y += float) {
    store<f32>(
      dy,
      f32x4.extract_lane(slope(v128.load32_splat(y), v128.load32_splat(dy), activation, one), 0)
    );
    dy += float;
  }
}

/** Returns dy times the slope at y: 1 where y > 0; 1 − y²; y·(1 − y). */
function slope(y: v128, dy: v128, activation: i32, one: v128): v128 {
  if (activation === relu) return v128.and(dy, f32x4.gt(y, f32x4.splat(0)));
  if (activation === tanh) return f32x4.mul(dy, f32x4.sub(one, f32x4.mul(y, y)));
  return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(one, y)));
}
