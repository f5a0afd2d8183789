import {float, vector, zeroFloats} from "../../../machines/wasm/assembly/simd";

/**
 * y = the largest of each window, over the positions inside the border; of several equal ones, the first wins. What is
 * not a number wins, so that it is not lost.
 *
 * - *x*: `[batch, height, width, channels]`; *y*: `[batch, outHeight, outWidth, channels]`
 * - *winners*: like y, which position of its image won, row · width + column; may be null
 *
 * kernel² comparisons a value of y.
 */
export function maxPool(
  x: usize,
  y: usize,
  winners: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  kernel: i32,
  stride: i32,
  padding: i32
): void {
  const column = (<usize>channels) << 2;
  for (; batch > 0; batch--) {
    for (let r = 0; r < outHeight; r++) {
      const top = max(r * stride - padding, 0);
      const bottom = min(r * stride - padding + kernel, height);
      for (let c = 0; c < outWidth; c++) {
        const left = max(c * stride - padding, 0);
        const right = min(c * stride - padding + kernel, width);
        largest(x, y, winners, top, left, bottom, right, width, column);
        y += column;
        if (winners) winners += column;
      }
    }
    x += <usize>(height * width) * column;
  }
}

/** Finds the largest of one window in every channel; *column* is the bytes of a position. */
function largest(
  x: usize,
  y: usize,
  winners: usize,
  top: i32,
  left: i32,
  bottom: i32,
  right: i32,
  width: i32,
  column: usize
): void {
  const begin = x + <usize>(top * width + left) * column;
  const nextRow = <usize>(width - right + left) * column;
  const next: f32 = <f32>(width - right + left);
  // The last vector may overlap the one before: it finds the same again.
  let at: usize = 0;
  for (; column >= vector && at < column; at += vector) {
    at = min(at, column - vector);
    let from = begin + at;
    let best = v128.load(from);
    let place = <f32>(top * width + left);
    let winner = f32x4.splat(place);
    for (let h = top; h < bottom; h++) {
      for (let w = left; w < right; w++) {
        const v = v128.load(from);
        const wins = v128.or(f32x4.gt(v, best), f32x4.ne(v, v));
        best = v128.bitselect(v, best, wins);
        winner = v128.bitselect(f32x4.splat(place), winner, wins);
        from += column;
        place += 1;
      }
      from += nextRow;
      place += next;
    }
    v128.store(y + at, best);
    if (winners) v128.store(winners + at, winner);
  }
  for (; at < column; at += float) {
    let from = begin + at;
    let best = load<f32>(from);
    let place = <f32>(top * width + left);
    let winner = place;
    for (let h = top; h < bottom; h++) {
      for (let w = left; w < right; w++) {
        const v = load<f32>(from);
        if (v > best || v != v) {
          best = v;
          winner = place;
        }
        from += column;
        place += 1;
      }
      from += nextRow;
      place += next;
    }
    store<f32>(y + at, best);
    if (winners) store<f32>(winners + at, winner);
  }
}

/**
 * dx [+]= dy where a position won, 0 elsewhere. Shapes as above.
 *
 * 4 bytes a value of dx, and 16 a value of dy.
 */
export function maxPoolGradient(
  dy: usize,
  winners: usize,
  dx: usize,
  accumulate: bool,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  kernel: i32,
  stride: i32,
  padding: i32
): void {
  const column = (<usize>channels) << 2;
  const size = height * width * channels;
  for (; batch > 0; batch--) {
    if (!accumulate) zeroFloats(dx, size);
    for (let i = outHeight * outWidth; i > 0; i--) {
      for (let c: usize = 0; c < column; c += float) {
        const place = dx + <usize>(<i32>load<f32>(winners)) * column + c;
        store<f32>(place, load<f32>(place) + load<f32>(dy));
        dy += float;
        winners += float;
      }
    }
    dx += (<usize>size) << 2;
  }
}
