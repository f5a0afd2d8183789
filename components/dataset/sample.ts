import type {LabelledImages} from "./images.js";

/** Some images of every class, class after class. */
export interface ImageSample {
  size: number;
  classes: readonly string[];
  /** `[count, size, size, 3]` */
  pixels: Uint8Array<ArrayBuffer>;
  count: number;
}

/** Returns the first *perClass* images of each class. Throws if a class has fewer. */
export function sampleImages({size, classes, pixels, labels}: LabelledImages, perClass: number): ImageSample {
  const values = size * size * 3;
  const sample = new Uint8Array(classes.length * perClass * values);
  const found = classes.map(() => 0);
  labels.forEach((label, image) => {
    if (found[label] === perClass) return;
    const target = (label * perClass + found[label]++) * values;
    sample.set(pixels.subarray(image * values, (image + 1) * values), target);
  });
  const scarce = found.findIndex((count) => count < perClass);
  if (scarce >= 0)
    throw new RangeError(
      `invalid sample: ${perClass} of each class; there are ${found[scarce]} of ${classes[scarce]}`
    );
  return {size, classes, pixels: sample, count: classes.length * perClass};
}
