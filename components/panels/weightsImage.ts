import type {Volume} from "../network/shapes.js";

/** Mean and deviation of ImageNet's channels, red, green and blue, by which torchvision's networks were trained. */
const mean = [0.485, 0.456, 0.406];
const deviation = [0.229, 0.224, 0.225];

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
  return {values: normalized(data), canvas};
}

/** Returns pixels of four bytes each as values of three channels, the transparency left out. */
export function normalized(pixels: Uint8ClampedArray): Float32Array {
  return Float32Array.from({length: (pixels.length / 4) * 3}, (_, i) => {
    const channel = i % 3;
    return (pixels[Math.floor(i / 3) * 4 + channel] / 255 - mean[channel]) / deviation[channel];
  });
}
