/** Bytes of a float32 number. */
export const float: usize = 4;

/** Bytes of a vector: four float32 numbers. */
export const vector: usize = 16;

/** Returns sum + a·b in every lane, rounded twice: a fused one is not in every browser. */
export function mulAdd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
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
