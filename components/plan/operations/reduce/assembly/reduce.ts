import {float, vector} from "../../../machines/wasm/assembly/simd";

/** sums = partials, *parts* rows of *size* numbers, added in their order. 4 bytes a value. */
export function reduce(partials: usize, sums: usize, size: i32, parts: i32): void {
  const row = (<usize>size) << 2;
  const vectors = (<usize>(size & ~3)) << 2;
  const end = partials + <usize>parts * row;
  let at: usize = 0;
  for (; at < vectors; at += vector) {
    let sum = f32x4.splat(0);
    for (let from = partials + at; from < end; from += row) sum = f32x4.add(sum, v128.load(from));
    v128.store(sums + at, sum);
  }
  for (; at < row; at += float) {
    let sum: f32 = 0;
    for (let from = partials + at; from < end; from += row) sum += load<f32>(from);
    store<f32>(sums + at, sum);
  }
}
