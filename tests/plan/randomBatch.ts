import type {Volume} from "../../components/network/shapes.js";
import {numbers} from "../model/numbers.js";

/** Returns *count* images and labels, always the same for a *seed*. */
export function randomBatch(count: number, [height, width, channels]: Volume, {classes = 10, seed = 1} = {}) {
  const images = numbers(count * height * width * channels, seed);
  return {images, labels: Int32Array.from({length: count}, (_, i) => (7 * i + seed) % classes)};
}
