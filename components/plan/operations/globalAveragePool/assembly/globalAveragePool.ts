import {float, vector} from "../../../machines/wasm/assembly/simd";

/**
 * y = the mean over positions.
 *
 * - *x*: `[batch, positions, channels]`; *y*: `[batch, channels]`
 *
 * 1 addition and 4 bytes a value.
 */
export function globalAveragePool(x: usize, y: usize, batch: i32, positions: i32, channels: i32): void {
  const row = (<usize>channels) << 2;
  const vectors = (<usize>(channels & ~3)) << 2;
  const share: f32 = <f32>1 / <f32>positions;
  for (; batch > 0; batch--) {
    const end = x + <usize>positions * row;
    let at: usize = 0;
    for (; at < vectors; at += vector) {
      let sum = f32x4.splat(0);
      for (let from = x + at; from < end; from += row) sum = f32x4.add(sum, v128.load(from));
      v128.store(y + at, f32x4.mul(sum, f32x4.splat(share)));
    }
    for (; at < row; at += float) {
      let sum: f32 = 0;
      for (let from = x + at; from < end; from += row) sum += load<f32>(from);
      store<f32>(y + at, sum * share);
    }
    x = end;
    y += row;
  }
}

/**
 * dx [+]= dy / positions at every position. Shapes as above.
 *
 * 4 bytes a value, 8 if it adds.
 */
export function globalAveragePoolGradient(
  dy: usize,
  dx: usize,
  batch: i32,
  positions: i32,
  channels: i32,
  accumulate: bool
): void {
  const row = (<usize>channels) << 2;
  const vectors = (<usize>(channels & ~3)) << 2;
  const share: f32 = <f32>1 / <f32>positions;
  for (; batch > 0; batch--) {
    const end = dx + <usize>positions * row;
    let at: usize = 0;
    for (; at < vectors; at += vector) {
      const value = f32x4.mul(v128.load(dy + at), f32x4.splat(share));
      for (let to = dx + at; to < end; to += row) {
        v128.store(to, accumulate ? f32x4.add(v128.load(to), value) : value);
      }
    }
    for (; at < row; at += float) {
      const value = load<f32>(dy + at) * share;
      for (let to = dx + at; to < end; to += row) store<f32>(to, accumulate ? load<f32>(to) + value : value);
    }
    dx = end;
    dy += row;
  }
}
