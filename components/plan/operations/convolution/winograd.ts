import type {Geometry} from "./geometry.js";
import {filterBlock} from "./scratch.js";

/** Numbers of turned values and products that are kept at a time: as in assembly/winograd.ts. */
const kept = 524288;

/** Returns whether a convolution is made by products of turned tiles in WebAssembly: as in assembly/winograd.ts. */
export function usesWinograd({kernel, stride, dilation, groups, ...sizes}: Geometry): boolean {
  const {batch, channels, filters, outHeight, outWidth} = sizes;
  if (kernel !== 3 || stride !== 1 || dilation !== 1 || groups !== 1) return false;
  const whole = channels % 4 === 0 && filters % filterBlock === 0;
  return whole && channels >= 32 && filters >= 32 && batch * outHeight * outWidth >= 128;
}

/** Returns the numbers of scratch for turned filters, a padded image, turned values and products. */
export function winogradScratch({channels, filters, outHeight, outWidth}: Geometry): number {
  const [rows, columns] = [Math.ceil(outHeight / 2), Math.ceil(outWidth / 2)];
  const perRow = 16 * (channels + filters) * columns;
  const together = Math.min(Math.max(Math.floor(kept / perRow), 1), rows);
  const image = (2 * rows + 2) * (2 * columns + 2) * channels;
  return 16 * channels * filters + image + together * perRow;
}
