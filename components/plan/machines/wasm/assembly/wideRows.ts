import {copyFloats} from "./simd";

/**
 * Returns how many rows of `[rows, channels]` are taken as one, so that a row fills registers though it has few
 * channels: the least number that makes it a multiple of *columns*, or of less if the number of rows does not allow it.
 */
export function foldOf(rows: i32, channels: i32, columns: i32): i32 {
  for (; columns > 1; columns >>= 1) {
    const fold = columns / common(channels, columns);
    if (rows % fold === 0) return fold;
  }
  return 1;
}

/** Returns the largest power of two that divides *n* and *power*, a power of two itself. */
function common(n: i32, power: i32): i32 {
  return min(1 << ctz(n), power);
}

/** Writes *count* copies of a row of *channels*, one after another. */
export function repeatRow(to: usize, from: usize, channels: i32, count: i32): void {
  for (; count > 0; count--) {
    copyFloats(to, from, channels);
    to += (<usize>channels) << 2;
  }
}

/** Writes the sum of *count* rows of *channels*, one after another. */
export function foldRow(to: usize, from: usize, channels: i32, count: i32): void {
  for (let c = 0; c < channels; c++) {
    let sum: f32 = 0;
    for (let i = 0; i < count; i++) sum += load<f32>(from + ((<usize>(i * channels + c)) << 2));
    store<f32>(to + ((<usize>c) << 2), sum);
  }
}

/** Numbers of a matrix that stay in the first cache while they are read several times. */
const cached: i32 = 2048;

/** Returns how many rows of *width* numbers are read at a time. */
export function rowsAtATime(width: i32): i32 {
  return max(cached / width, 1);
}
