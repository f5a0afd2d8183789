import {middleOf} from "./middleOf.js";

/** Returns the middle of an *image*, *size* pixels a side: `[size, size, 3]`, red, green, blue, from 0 to 255. */
export function imagePixels(image: ImageBitmap, size: number): Uint8Array {
  const {data} = middleOf(image, [size, size]).getImageData(0, 0, size, size);
  const pixels = new Uint8Array(size * size * 3);
  for (let i = 0; i < size * size; i++) pixels.set(data.subarray(4 * i, 4 * i + 3), 3 * i);
  return pixels;
}
