import {copyFloats, float} from "./simd";

/**
 * Copies an image into a larger one, whose other positions stay as they are.
 *
 * - *from*: `[height, width, channels]`
 * - *to*: its first position's place in `[…, toWidth, channels]`
 *
 * Moves 8 bytes a value.
 */
export function placeImage(
  to: usize,
  from: usize,
  height: i32,
  width: i32,
  channels: i32,
  toWidth: i32
): void {
  const row = width * channels;
  const fromRow = (<usize>row) << 2;
  const toRow = (<usize>(toWidth * channels)) << 2;
  for (let y = 0; y < height; y++) {
    copyFloats(to, from, row);
    from += fromRow;
    to += toRow;
  }
}

/**
 * Like placeImage, except that each group's channels take the place of *slots* channels, at least as many: those
 * between stay as they are.
 */
export function placeGroups(
  to: usize,
  from: usize,
  height: i32,
  width: i32,
  groups: i32,
  channels: i32,
  slots: i32,
  toWidth: i32
): void {
  const toRow = (<usize>(toWidth * groups * slots)) << 2;
  for (let y = 0; y < height; y++) {
    let place = to;
    for (let i = width * groups; i > 0; i--) {
      copyFloats(place, from, channels);
      from += <usize>channels * float;
      place += <usize>slots * float;
    }
    to += toRow;
  }
}
