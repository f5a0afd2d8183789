import {type Dataset, halve, type ImageSize, type LabelledImages, pickImages, toDataset} from "./images.js";
import {ownLimits} from "./ownLimits.js";

/** Images of a reader's own classes. */
export interface OwnClass {
  readonly name: string;
  /** `[height, width, 3]` of each image, 32 pixels a side: red, green, blue, from 0 to 255. */
  readonly images: readonly Uint8Array[];
}

/** Height and width that a reader's images are kept in, in pixels. */
export const ownSize = 32;

/** One image of so many is kept from the training, to test with. */
const testEvery = 4;

/**
 * Returns the data set of a reader's classes: of each the first image of every four is tested with, the others are trained on.
 *
 * Throws if there are too few or too many classes, or too few images of one, or if two have the same name.
 */
export function ownDataset(classes: readonly OwnClass[], size: ImageSize): Dataset {
  checkClasses(classes);
  const images = classes.flatMap(({images}, label) => images.map((pixels, i) => ({pixels, label, i})));
  const all: LabelledImages = {
    size: ownSize,
    count: images.length,
    classes: classes.map(({name}) => name),
    pixels: joinedImages(images.map(({pixels}) => pixels)),
    labels: Uint8Array.from(images, ({label}) => label)
  };
  const indexes = [...images.keys()];
  const isTested = (index: number) => images[index].i % testEvery === 0;
  const test = pickImages(all, indexes.filter(isTested));
  const train = pickImages(
    all,
    indexes.filter((index) => !isTested(index))
  );
  return size === ownSize ? toDataset("own", train, test) : toDataset("own", halve(train), halve(test));
}

/** Returns how many images the networks train on. */
export function trainingCount(classes: readonly OwnClass[]): number {
  return classes.reduce((sum, {images}) => sum + images.length - Math.ceil(images.length / testEvery), 0);
}

function checkClasses(classes: readonly OwnClass[]): void {
  const {leastClasses, mostClasses, leastImages} = ownLimits;
  if (classes.length < leastClasses || classes.length > mostClasses)
    throw new RangeError(
      `invalid classes: ${classes.length}; there must be ${leastClasses} to ${mostClasses}`
    );
  const few = classes.find(({images}) => images.length < leastImages);
  if (few)
    throw new RangeError(
      `invalid images of ${few.name}: ${few.images.length}; there must be at least ${leastImages}`
    );
  const names = classes.map(({name}) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new RangeError(`invalid class: ${twice}; each name can be there once`);
}

/** Returns images one after the other: `[count, 32, 32, 3]`. */
export function joinedImages(images: readonly Uint8Array[]): Uint8Array {
  const pixels = new Uint8Array(images.length * ownSize * ownSize * 3);
  images.forEach((image, i) => pixels.set(image, i * ownSize * ownSize * 3));
  return pixels;
}
