import {copyFloats, float, vector} from "../../../machines/wasm/assembly/simd";

/**
 * Copies *count* channels of *rows* rows, or adds them to what is there; *fromRow* and *toRow* are the bytes of a row.
 *
 * 8 bytes a value, 12 if it adds.
 */
export function copyChannels(
  from: usize,
  to: usize,
  rows: i32,
  count: i32,
  fromRow: usize,
  toRow: usize,
  accumulate: bool
): void {
  for (; rows > 0; rows--) {
    if (accumulate) addFloats(to, from, count);
    else copyFloats(to, from, count);
    from += fromRow;
    to += toRow;
  }
}

/** Adds *count* numbers to others. */
function addFloats(to: usize, from: usize, count: i32): void {
  const end = from + ((<usize>count) << 2);
  const vectors = from + ((<usize>(count & ~3)) << 2);
  for (; from < vectors; from += vector) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    to += vector;
  }
  for (; from < end; from += float) {
    store<f32>(to, load<f32>(to) + load<f32>(from));
    to += float;
  }
}
