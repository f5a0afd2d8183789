/**
 * Returns the context of a canvas of a size that shows the middle of an *image*, as much as fits. With a *zoom* above 1, it
 * shows less of the middle.
 */
export function middleOf(
  image: HTMLImageElement | ImageBitmap,
  [height, width]: readonly [height: number, width: number, ...unknown[]],
  zoom = 1
): CanvasRenderingContext2D {
  const canvas = Object.assign(document.createElement("canvas"), {width, height});
  const context = canvas.getContext("2d", {willReadFrequently: true})!;
  context.imageSmoothingQuality = "high";
  const [wide, high] =
    image instanceof HTMLImageElement
      ? [image.naturalWidth, image.naturalHeight]
      : [image.width, image.height];
  const scale = Math.min(wide / width, high / height) / zoom;
  const [w, h] = [width * scale, height * scale];
  context.drawImage(image, (wide - w) / 2, (high - h) / 2, w, h, 0, 0, width, height);
  return context;
}
