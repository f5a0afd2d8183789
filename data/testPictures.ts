import {shapes10Dataset} from "../components/dataset/shapes10Dataset.js";
import type {RunSpec} from "../components/experiment/runSpec.js";
import {png} from "./png.js";

/** Returns test images of Shapes-10 by their *numbers*, each with its class, and as a `data:` URL. */
export function testPictures({dataset: {size}}: RunSpec, numbers: readonly number[]) {
  const {test} = shapes10Dataset(size);
  const values = size ** 2 * 3;
  return numbers.map((i) => ({
    label: test.classes[test.labels[i]],
    url: `data:image/png;base64,${png(test.pixels.subarray(i * values, (i + 1) * values), size).toString("base64")}`
  }));
}
