import {float, vector, zeroFloats} from "../../../machines/wasm/assembly/simd";

/**
 * y = the mean of each window, over the positions inside the border.
 *
 * - *x*: `[batch, height, width, channels]`; *y*: `[batch, outHeight, outWidth, channels]`
 *
 * kernel² additions a value of y.
 */
export function averagePool(
  x: usize,
  y: usize,
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
        mean(x + <usize>(top * width + left) * column, y, bottom - top, right - left, width, column);
        y += column;
      }
    }
    x += <usize>(height * width) * column;
  }
}

/** Averages one window, from its first position on, in every channel; *column* is the bytes of a position. */
function mean(x: usize, y: usize, rows: i32, columns: i32, width: i32, column: usize): void {
  const nextRow = <usize>(width - columns) * column;
  const share: f32 = <f32>1 / <f32>(rows * columns);
  // The last vector may overlap the one before: it finds the same again.
  let at: usize = 0;
  for (; column >= vector && at < column; at += vector) {
    at = min(at, column - vector);
    let from = x + at;
    let sum = f32x4.splat(0);
    for (let h = rows; h > 0; h--) {
      for (let w = columns; w > 0; w--) {
        sum = f32x4.add(sum, v128.load(from));
        from += column;
      }
      from += nextRow;
    }
    v128.store(y + at, f32x4.mul(sum, f32x4.splat(share)));
  }
  for (; at < column; at += float) {
    let from = x + at;
    let sum: f32 = 0;
    for (let h = rows; h > 0; h--) {
      for (let w = columns; w > 0; w--) {
        sum += load<f32>(from);
        from += column;
      }
      from += nextRow;
    }
    store<f32>(y + at, sum * share);
  }
}

/**
 * dx [+]= Σ dy / count over the windows that have the position, each with its own count. Shapes as above.
 *
 * kernel² additions a value of dy.
 */
export function averagePoolGradient(
  dy: usize,
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
    for (let r = 0; r < outHeight; r++) {
      const top = max(r * stride - padding, 0);
      const bottom = min(r * stride - padding + kernel, height);
      for (let c = 0; c < outWidth; c++) {
        const left = max(c * stride - padding, 0);
        const right = min(c * stride - padding + kernel, width);
        spread(dy, dx + <usize>(top * width + left) * column, bottom - top, right - left, width, column);
        dy += column;
      }
    }
    dx += (<usize>size) << 2;
  }
}

/** Adds to every position of a window its share of dy. */
function spread(dy: usize, dx: usize, rows: i32, columns: i32, width: i32, column: usize): void {
  const nextRow = <usize>(width - columns) * column;
  const share: f32 = <f32>1 / <f32>(rows * columns);
  const vectors = column & ~15;
  let at: usize = 0;
  for (; at < vectors; at += vector) {
    const value = f32x4.mul(v128.load(dy + at), f32x4.splat(share));
    let to = dx + at;
    for (let h = rows; h > 0; h--) {
      for (let w = columns; w > 0; w--) {
        v128.store(to, f32x4.add(v128.load(to), value));
        to += column;
      }
      to += nextRow;
    }
  }
  for (; at < column; at += float) {
    const value = load<f32>(dy + at) * share;
    let to = dx + at;
    for (let h = rows; h > 0; h--) {
      for (let w = columns; w > 0; w--) {
        store<f32>(to, load<f32>(to) + value);
        to += column;
      }
      to += nextRow;
    }
  }
}
