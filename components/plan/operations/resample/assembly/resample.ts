import {copyChannels} from "../../concat/assembly/copyChannels";
import {zeroFloats} from "../../../machines/wasm/assembly/simd";

/**
 * y = every stride-th row and column of x, zero channels appended: a shortcut of option A (He et al. 2015, §3.3).
 *
 * - *x*: `[batch, height, width, channels]`; *y*: `[batch, ⌈height / stride⌉, ⌈width / stride⌉, outChannels]`
 *
 * 8 bytes a value that is copied.
 */
export function resample(
  x: usize,
  y: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  stride: i32,
  outChannels: i32
): void {
  const outWidth = (width + stride - 1) / stride;
  const column = (<usize>channels) << 2;
  const outColumn = (<usize>outChannels) << 2;
  if (outChannels > channels)
    zeroFloats(y, batch * ((height + stride - 1) / stride) * outWidth * outChannels);
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < height; row += stride) {
      const from = x + <usize>(row * width) * column;
      copyChannels(from, y, outWidth, min(channels, outChannels), column * <usize>stride, outColumn, false);
      y += <usize>outWidth * outColumn;
    }
    x += <usize>(height * width) * column;
  }
}

/**
 * dx [+]= dy where resample took a value, 0 elsewhere. Shapes as there.
 *
 * 8 bytes a value of dx, 12 a value that is added.
 */
export function resampleGradient(
  dy: usize,
  dx: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  stride: i32,
  outChannels: i32,
  accumulate: bool
): void {
  const outWidth = (width + stride - 1) / stride;
  const column = (<usize>channels) << 2;
  const outColumn = (<usize>outChannels) << 2;
  if (!accumulate) zeroFloats(dx, batch * height * width * channels);
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < height; row += stride) {
      const to = dx + <usize>(row * width) * column;
      copyChannels(
        dy,
        to,
        outWidth,
        min(channels, outChannels),
        outColumn,
        column * <usize>stride,
        accumulate
      );
      dy += <usize>outWidth * outColumn;
    }
    dx += <usize>(height * width) * column;
  }
}
