import {deflateSync} from "node:zlib";
import {encodedPng} from "../components/charts/encodedPng.js";

/**
 * Returns a square picture as a PNG file, compressed.
 *
 * - *pixels*: `[size, size, 3]`: red, green, blue, from 0 to 255
 */
export function png(pixels: Uint8Array, size: number): Buffer {
  const compress = (bytes: Uint8Array) => deflateSync(bytes, {level: 9});
  return Buffer.from(encodedPng(pixels.subarray(0, size * size * 3), {width: size, channels: 3, compress}));
}
