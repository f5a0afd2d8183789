/** Square colour images, each with the number of its class. */
export interface LabelledImages {
  /** Height and width of each image, in pixels. */
  readonly size: number;
  readonly count: number;
  /** The name of each class; a label is an index into it. */
  readonly classes: readonly string[];
  /** `[count, size, size, 3]`: red, green, blue, from 0 to 255. */
  readonly pixels: Uint8Array;
  /** `[count]` */
  readonly labels: Uint8Array;
}

/** One number for each of red, green and blue. */
export type Channels = readonly [number, number, number];

/** A training set and a test set of the same classes, and what it takes to normalize their pixels. */
export interface Dataset {
  readonly name: string;
  readonly size: ImageSize;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  /** Mean of each channel over the pixels of the training set, in [0, 1]. */
  readonly mean: Channels;
  /** Standard deviation of each channel over the pixels of the training set, in units of [0, 1]; 1 if constant. */
  readonly deviation: Channels;
}

/** Height and width of a data set's images, in pixels. */
export type ImageSize = 16 | 32;

/**
 * Returns the data set made of two sets of images, checked, with the mean and the deviation of the training pixels.
 *
 * Throws if the sizes or the classes of the sets differ, if a set is empty, if an array's length does not fit, or if
 * a label names no class.
 */
export function toDataset(name: string, train: LabelledImages, test: LabelledImages): Dataset {
  checkImages(train, "train");
  checkImages(test, "test");
  const {size} = train;
  if (size !== 16 && size !== 32)
    throw new RangeError(`invalid size: ${size}; images have 16 or 32 pixels a side`);
  if (test.size !== size)
    throw new RangeError(`invalid test size: ${test.size}; training images have ${size} pixels a side`);
  if (train.classes.join() !== test.classes.join())
    throw new RangeError(
      `invalid test classes: ${test.classes.join(", ")}; expected ${train.classes.join(", ")}`
    );
  return {name, size, train, test, ...statistics(train.pixels)};
}

/** Returns the images numbered from *start* to before *end*, in [0, count]. The arrays are views, not copies. */
export function sliceImages(images: LabelledImages, start: number, end: number): LabelledImages {
  const first = Math.min(Math.max(0, start), images.count);
  const last = Math.max(first, Math.min(end, images.count));
  const values = images.size * images.size * 3;
  return {
    ...images,
    count: last - first,
    pixels: images.pixels.subarray(first * values, last * values),
    labels: images.labels.subarray(first, last)
  };
}

/** Returns the images of these *indexes*, copied, in their order. */
export function pickImages(images: LabelledImages, indexes: readonly number[]): LabelledImages {
  const values = images.size * images.size * 3;
  const pixels = new Uint8Array(indexes.length * values);
  indexes.forEach((i, to) => pixels.set(images.pixels.subarray(i * values, (i + 1) * values), to * values));
  const labels = Uint8Array.from(indexes, (i) => images.labels[i]);
  return {...images, count: indexes.length, pixels, labels};
}

/**
 * Returns *images* at half the size: each pixel is the average of a 2×2 square, where a half is rounded up.
 *
 * - images.pixels: `[count, size, size, 3]`
 * - result.pixels: `[count, size / 2, size / 2, 3]`
 *
 * Throws if the size is odd.
 */
export function halve(images: LabelledImages): LabelledImages {
  if (images.size % 2 !== 0)
    throw new RangeError(`invalid size: ${images.size}; it must be even to be halved`);
  const size = images.size / 2;
  const row = images.size * 3; // source values
  const pixels = new Uint8Array(images.count * size * size * 3);
  let target = 0;
  for (let y = 0; y < images.count * size; ++y)
    for (let x = 0; x < size; ++x) {
      const source = 2 * y * row + 6 * x;
      for (let i = source; i < source + 3; ++i)
        pixels[target++] =
          (images.pixels[i] +
            images.pixels[i + 3] +
            images.pixels[i + row] +
            images.pixels[i + row + 3] +
            2) >>
          2;
    }
  return {...images, size, pixels};
}

function checkImages({size, count, classes, pixels, labels}: LabelledImages, split: string): void {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`invalid ${split} count: ${count}; a set holds at least one image`);
  if (labels.length !== count)
    throw new RangeError(
      `invalid ${split} labels: ${labels.length}; expected one for each of ${count} images`
    );
  const values = count * size * size * 3;
  if (pixels.length !== values)
    throw new RangeError(
      `invalid ${split} pixels: ${pixels.length} values; expected [${count}, ${size}, ${size}, 3]`
    );
  const wrong = labels.findIndex((label) => label >= classes.length);
  if (wrong >= 0)
    throw new RangeError(
      `invalid ${split} label: ${labels[wrong]} of image ${wrong}; labels go from 0 to ${classes.length - 1}`
    );
}

/** Returns mean and standard deviation of each channel. The sums are of integers below 2⁵³, so they are exact. */
function statistics(pixels: Uint8Array): Pick<Dataset, "mean" | "deviation"> {
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  for (let i = 0; i < pixels.length; i += 3)
    for (let channel = 0; channel < 3; ++channel) {
      const value = pixels[i + channel];
      sums[channel] += value;
      squares[channel] += value * value;
    }
  const count = pixels.length / 3;
  const mean = sums.map((sum) => sum / count / 255);
  const deviation = squares.map((square, channel) => {
    const variance = (square - (sums[channel] * sums[channel]) / count) / count;
    return variance > 0 ? Math.sqrt(variance) / 255 : 1;
  });
  return {mean: [mean[0], mean[1], mean[2]], deviation: [deviation[0], deviation[1], deviation[2]]};
}
