import {imageNetPixels} from "../network/imageNetPixels.js";
import type {Volume} from "../network/shapes.js";

/**
 * Returns an image file as torchvision prepares it: its short side brought to 256 of 224 parts of the network's, the middle cut
 * out, and each channel less its mean, over its deviation. `[height, width, 3]`, and the canvas that it was cut on. Rejects if the
 * browser can read no image in the file.
 */
export async function preparedImage(
  file: Blob,
  [height, width]: Volume
): Promise<{values: Float32Array; canvas: HTMLCanvasElement}> {
  const bitmap = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, {width, height});
  const context = canvas.getContext("2d", {willReadFrequently: true})!;
  const scale = ((256 / 224) * Math.max(width, height)) / Math.min(bitmap.width, bitmap.height);
  const [drawnWidth, drawnHeight] = [bitmap.width * scale, bitmap.height * scale];
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, (width - drawnWidth) / 2, (height - drawnHeight) / 2, drawnWidth, drawnHeight);
  bitmap.close();
  const {data} = context.getImageData(0, 0, width, height);
  return {values: imageNetPixels(data), canvas};
}
