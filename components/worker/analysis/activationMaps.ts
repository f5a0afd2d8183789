import type {Volume} from "../../network/shapes.js";
import {toVectors} from "./vectors.js";

/**
 * Returns what a layer makes of some images as pictures: the mean over channels at each place, from 0 for its darkest to 255
 * for its brightest, each picture by itself; 0 where all is the same or not finite.
 *
 * - *values*: `[count, height, width, channels]`
 * - *images*: numbers of those that are wanted
 * - result: `[height · width]` for each of them
 */
export function activationMaps(
  values: Float32Array,
  [height, width, channels]: Volume,
  images: readonly number[]
): Uint8Array[] {
  const {size} = toVectors(values, values.length / (height * width * channels));
  return images.map((image) => {
    const means = channelMeans(values.subarray(image * size, (image + 1) * size), channels);
    const [darkest, brightest] = [Math.min(...means), Math.max(...means)];
    return Uint8Array.from(
      means,
      (mean) => Math.round((255 * (mean - darkest)) / (brightest - darkest)) || 0
    );
  });
}

/** Returns the mean over channels at each place: *values* are `[places, channels]`. */
export function channelMeans(values: Float32Array, channels: number): Float64Array {
  return Float64Array.from({length: values.length / channels}, (_, place) =>
    values
      .subarray(place * channels, (place + 1) * channels)
      .reduce((sum, value) => sum + value / channels, 0)
  );
}
