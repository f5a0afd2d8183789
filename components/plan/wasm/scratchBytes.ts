import type {Geometry, Kernel} from "../kernel.js";

/** Numbers of scratch, of what is computed at a time: as in assembly/. */
const tile = 32;
const filterBlock = 8;
const channelSlots = 4;
const positions = 64;

/** Returns the bytes of scratch that a kernel needs in WebAssembly: at least what its file in assembly/ lays out. */
export function scratchBytes(kernel: Kernel): number {
  return 4 * roundUp(scratchNumbers(kernel), 4);
}

function scratchNumbers(kernel: Kernel): number {
  switch (kernel.type) {
    case "convolution": {
      const {height, width, channels, filters, kernel: size, padding, groups} = kernel.geometry;
      const weights = roundUp(filters / groups, filterBlock) * size * size * channels;
      const image = padding ? (height + 2 * padding) * (width + 2 * padding) * channels : 0;
      return roundUp(filters, 4) + tile + weights + image;
    }
    case "inputGradient": {
      const {channels, filters, kernel: size, groups} = kernel.geometry;
      const weights = roundUp(channels / groups, filterBlock) * size * size * filters;
      return tile + weights + paddedGradient(kernel.geometry);
    }
    case "filterGradient": {
      const {batch, height, width, channels, outHeight, outWidth, filters} = kernel.geometry;
      const {kernel: size, padding, groups} = kernel.geometry;
      const slots = groups * roundUp(channels / groups, channelSlots);
      const sums = roundUp(filters / groups, filterBlock) * size * size * slots;
      const image = (height + 2 * padding) * (width + 2 * padding) * slots;
      const moved = padding > 0 || slots !== channels;
      const images = Math.min(batch, Math.ceil(positions / (outHeight * outWidth)));
      // Without windows, images are cut into chunks of positions.
      return sums + (moved ? Math.max(images * image, positions * slots) : 0);
    }
    case "normStatistics":
      return 3 * 16 * kernel.channels;
    case "normalize":
    case "normGradientSums":
      return 5 * 8 * kernel.channels;
    case "normalizeRunning":
      return 6 * 8 * kernel.channels;
    case "normGradient":
      return 7 * 8 * kernel.channels;
    default:
      return 0;
  }
}

/** Numbers of an image of dy with the positions around it that a filter's way back reaches. */
function paddedGradient(geometry: Geometry): number {
  const {height, width, outHeight, outWidth, filters, kernel, stride, padding, dilation} = geometry;
  const before = Math.max(Math.ceil((dilation * (kernel - 1) - padding) / stride), 0);
  const behind = (size: number, outSize: number) =>
    Math.max(Math.floor((size - 1 + padding) / stride) - (outSize - 1), 0);
  const rows = outHeight + before + behind(height, outHeight);
  const columns = outWidth + before + behind(width, outWidth);
  return rows * columns * filters;
}

function roundUp(n: number, step: number): number {
  return Math.ceil(n / step) * step;
}
