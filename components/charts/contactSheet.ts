import {html} from "htl";

/** Images of several classes, as a training worker samples them. */
export interface SheetImages {
  size: number;
  classes: readonly string[];
  /** `[count, size, size, 3]`: as many images of the first class as of each other, then of the second, and so on. */
  pixels: Uint8Array;
  count: number;
}

/** Returns a contact sheet: a row a class, each with its name. *scale* is in pixels of the page to one of the image. */
export function contactSheet(
  {size, classes, pixels, count}: SheetImages,
  {scale = 2}: {scale?: number} = {}
): HTMLElement {
  const perClass = count / classes.length;
  const rows = classes.map((name, row) => {
    const images = pixels.subarray(row * perClass * size * size * 3, (row + 1) * perClass * size * size * 3);
    const canvas = imageStrip(images, {size, scale, label: `${perClass} images of the class ${name}`});
    return html`<div class="sheet-row"><span>${name}</span>${canvas}</div>`;
  });
  return html`<div class="contact-sheet">${rows}</div>`;
}

/** Returns images side by side, `[count, size, size, 3]`, with a *label*; *scale* is in pixels of the page to one of the image. */
export function imageStrip(
  pixels: Uint8Array,
  {size, scale, label}: {size: number; scale: number; label: string}
): HTMLCanvasElement {
  const count = pixels.length / (size * size * 3);
  const canvas = html`<canvas
    role="img"
    aria-label=${label}
    style=${`width: ${count * size * scale}px`}
  ></canvas>` as HTMLCanvasElement;
  canvas.width = count * size;
  canvas.height = size;
  if (count > 0) canvas.getContext("2d")!.putImageData(stripOf(pixels, size, count), 0, 0);
  return canvas;
}

/** Images side by side: `[count, size, size, 3]` as `[size, count · size, 4]`. */
function stripOf(pixels: Uint8Array, size: number, count: number): ImageData {
  const strip = new ImageData(count * size, size);
  for (let i = 0; i < count * size * size; i++) {
    const [image, row, column] = [Math.floor(i / (size * size)), Math.floor(i / size) % size, i % size];
    const target = 4 * (row * count * size + image * size + column);
    strip.data.set([pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2], 255], target);
  }
  return strip;
}
