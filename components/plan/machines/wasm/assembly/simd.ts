/** Bytes of a float32 number. */
export const float: usize = 4;

/** Bytes of a vector: four float32 numbers. */
export const vector: usize = 16;

/** Returns sum + a·b in every lane: rounded twice in the exact build, as the processor likes it in the relaxed one. */
export function mulAdd(sum: v128, a: v128, b: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b));
}

/** Returns sum + a·b, the same bits as in a lane of mulAdd: for what is left where vectors end. */
export function mulAddFloat(sum: f32, a: f32, b: f32): f32 {
  if (!ASC_FEATURE_RELAXED_SIMD) return sum + a * b;
  return f32x4.extract_lane(mulAdd(f32x4.splat(sum), f32x4.splat(a), f32x4.splat(b)), 0);
}

/** Returns the vector's four numbers, added in pairs. */
export function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

/** Returns the number at *pointer*, or 1 if the pointer is null: a gate that may be missing. */
export function gateAt(pointer: usize): f32 {
  return pointer ? load<f32>(pointer) : 1;
}

/** Returns *n* rounded up to a multiple of *step*. */
export function roundUp(n: i32, step: i32): i32 {
  return ((n + step - 1) / step) * step;
}

/** Returns the vector at *from*; of fewer than four numbers, or none, these, and zeros: nothing behind them is read. */
export function loadSome(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  if (count === 3) return v128.load32_lane(from, v128.load64_zero(from), 2, 2 * float);
  if (count === 2) return v128.load64_zero(from);
  return count === 1 ? v128.load32_zero(from) : f32x4.splat(0);
}

/** Stores a vector; of fewer than four numbers, or none, these: nothing behind them is written. */
export function storeSome(to: usize, x: v128, count: i32): void {
  if (count >= 4) return v128.store(to, x);
  if (count === 3) v128.store32_lane(to, x, 2, 2 * float);
  if (count === 3 || count === 2) v128.store64_lane(to, x, 0);
  else if (count === 1) v128.store32_lane(to, x, 0);
}

/** Copies *count* numbers. */
export function copyFloats(to: usize, from: usize, count: i32): void {
  const vectors = from + ((<usize>(count & ~3)) << 2);
  while (from < vectors) {
    v128.store(to, v128.load(from));
    from += vector;
    to += vector;
  }
  if (count & 2) {
    store<u64>(to, load<u64>(from));
    from += 2 * float;
    to += 2 * float;
  }
  if (count & 1) store<f32>(to, load<f32>(from));
}

/** Sets *count* numbers to 0. */
export function zeroFloats(to: usize, count: i32): void {
  memory.fill(to, 0, (<usize>count) << 2);
}
