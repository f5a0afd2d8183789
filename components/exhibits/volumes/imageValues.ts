import {imageNetPixels} from "../../network/imageNetPixels.js";
import type {Volume} from "../../network/shapes.js";
import {middleOf} from "../../widgets/middleOf.js";

/** Returns a picture's pixels as a network takes them, `[height, width, 3]`: its middle, as large as asked for, normalized. */
export async function imageValues(url: string, [height, width]: Volume): Promise<Float32Array> {
  return imageNetPixels((await drawn(url, [height, width])).getImageData(0, 0, width, height).data);
}

/** Returns the middle of a picture as a `data:` URL, of a size. */
export async function squarePicture(
  url: string,
  size: readonly [height: number, width: number]
): Promise<string> {
  return (await drawn(url, size)).canvas.toDataURL("image/jpeg", 0.9);
}

/** Returns a map as a grey picture, from its lowest value to its highest. */
export function mapPicture(map: Float64Array, [height, width]: Volume): string {
  const canvas = Object.assign(document.createElement("canvas"), {width, height});
  const context = canvas.getContext("2d")!;
  const picture = context.createImageData(width, height);
  const [least, most] = map.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity]
  );
  map.forEach((value, i) => {
    const grey = most > least ? (255 * (value - least)) / (most - least) : 0;
    picture.data.set([grey, grey, grey, 255], 4 * i);
  });
  context.putImageData(picture, 0, 0);
  return canvas.toDataURL();
}

async function drawn(
  url: string,
  size: readonly [height: number, width: number, ...unknown[]]
): Promise<CanvasRenderingContext2D> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return middleOf(image, size);
}
