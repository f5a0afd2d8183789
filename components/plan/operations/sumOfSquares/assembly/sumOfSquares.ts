import {float, mulAdd, sumLanes, vector} from "../../../machines/wasm/assembly/simd";

/** Numbers whose sum is kept in float32; the sums of such blocks are added in float64. */
const block: usize = 1024 * 4;

/** sum = Σx². *x*: `[size]`, *sum*: `[1]`. 1 multiply–add and 4 bytes a value. */
export function sumOfSquares(x: usize, sum: usize, size: i32): void {
  store<f32>(sum, <f32>sumSquares(x, size));
}

function sumSquares(x: usize, size: i32): f64 {
  const end = x + ((<usize>size) << 2);
  const vectors = x + ((<usize>(size & ~7)) << 2);
  let total: f64 = 0;
  while (x < vectors) {
    const stop = min(x + block, vectors);
    let a = f32x4.splat(0);
    let b = a;
    for (; x < stop; x += 2 * vector) {
      const v = v128.load(x);
      const w = v128.load(x, vector);
      a = mulAdd(a, v, v);
      b = mulAdd(b, w, w);
    }
    total += <f64>sumLanes(f32x4.add(a, b));
  }
  for (; x < end; x += float) total += <f64>(load<f32>(x) * load<f32>(x));
  return total;
}
