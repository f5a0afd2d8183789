import {imageNetPixels} from "../network/imageNetPixels.js";
import type {Volume} from "../network/shapes.js";
import {middleOf} from "../widgets/middleOf.js";

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
  const context = middleOf(bitmap, [height, width], 256 / 224);
  bitmap.close();
  const {data} = context.getImageData(0, 0, width, height);
  return {values: imageNetPixels(data), canvas: context.canvas};
}
