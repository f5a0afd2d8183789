import {bin} from "d3-array";
import {testBatches} from "../components/dataset/batches.js";
import {type Dataset, sliceImages} from "../components/dataset/images.js";
import {type NormalizationName, normalizations, normalizedBy} from "../components/dataset/normalization.js";
import {shapes10Dataset} from "../components/dataset/shapes10Dataset.js";
import type {PixelValues} from "../components/exhibits/pixels/pixelsFigure.js";
import {png} from "./png.js";

// What is left of pixels when their mean and their deviation are taken out: some test images of Shapes-10, and how often each
// value comes in its 2,000 test images.

const size = 16;
const shown = 8;
const lowest = -2.5;
const width = 0.05;
const bins = 120;

const dataset = shapes10Dataset(size);
const names = ["none", "mean", "deviation"] as const satisfies NormalizationName[];
process.stdout.write(JSON.stringify({rows: names.map(rowOf), lowest, width}));

function rowOf(name: NormalizationName): PixelValues {
  const normalized = normalizedBy(dataset, name);
  const values = valuesOf(normalized);
  return {
    text: normalizations[name],
    pictures: picturesOf(normalized, name === "deviation" ? 4 : 1),
    shares: [0, 1, 2].map((channel) => sharesOf(values.filter((_, i) => i % 3 === channel)))
  };
}

function valuesOf(dataset: Dataset): Float32Array {
  const [{images}] = testBatches(dataset, {batch: dataset.test.count});
  return images;
}

/** How often a value lies in each bin, as a share of all. */
function sharesOf(values: Float32Array): number[] {
  const thresholds = Array.from({length: bins - 1}, (_, i) => lowest + (i + 1) * width);
  const counts = bin<number, number>()
    .domain([lowest, lowest + bins * width])
    .thresholds(thresholds)(values);
  return counts.map(({length}) => Number((length / values.length).toPrecision(3)));
}

/** The images as they are now: what is 0 by its mean is grey, and a deviation is a **span**-th of white less black. */
function picturesOf(dataset: Dataset, span: number): string[] {
  const test = sliceImages(dataset.test, 0, shown);
  const [{images}] = testBatches({...dataset, test}, {batch: shown});
  const grey = dataset.mean.every((mean) => mean === 0) ? 0 : 0.5;
  const bytes = Buffer.from(Uint8ClampedArray.from(images, (value) => 255 * (value / span + grey)));
  const length = size ** 2 * 3;
  return Array.from({length: shown}, (_, i) => {
    const picture = png(bytes.subarray(i * length, (i + 1) * length), size);
    return `data:image/png;base64,${picture.toString("base64")}`;
  });
}
