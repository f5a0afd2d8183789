import {type Expression, sequence} from "../../network/expression.js";
import {evaluate} from "../../network/fold.js";
import {type Conv, conv, relu} from "../../network/leaf.js";
import {leafShape, type Volume} from "../../network/shapes.js";
import {createRandom, normal} from "../../random/random.js";

/** Values of a volume in float32, `[height, width, channels]`. */
export interface ValueMap {
  readonly shape: Volume;
  readonly values: Float32Array;
}

/** A convolution with its weights, `[filters, kernel, kernel, channels]`. */
interface WeightedConv {
  readonly leaf: Conv;
  readonly channels: number;
  readonly weights: Float32Array;
}

/** An MLPconv with its weights and an image that it is run on. */
export interface MlpConv {
  readonly expression: Expression;
  readonly image: ValueMap;
  readonly layers: readonly WeightedConv[];
}

/** Channels after the window, and after each of the 1×1 convolutions (cccp). */
const widths = [6, 4, 3];
/** Mean of the weights over their deviation: with it, ReLUs let enough through to be looked at. */
const shift = 0.3;
const imageShape: Volume = [8, 8, 1];

/**
 * Returns an MLPconv of a 3×3 window and two 1×1 convolutions, each followed by a ReLU, with weights and an image from a
 * *seed*. Source: Lin et al. 2014 (arXiv:1312.4400), §3.1.
 */
export function createMlpConv(seed: number): MlpConv {
  const random = createRandom(seed);
  const expression = sequence(
    ...widths.flatMap((filters, i) => [conv(filters, i === 0 ? 3 : 1, {padding: 0}), relu()])
  );
  const layers: WeightedConv[] = [];
  evaluate<Volume>(expression, imageShape, {
    leaf: (leaf, input, name) => {
      if (leaf.type === "conv") {
        const fanIn = leaf.kernel ** 2 * input[2];
        const weights = Float32Array.from(
          {length: leaf.filters * fanIn},
          () => (normal(random) + shift) * Math.sqrt(2 / fanIn)
        );
        layers.push({leaf, channels: input[2], weights});
      }
      return leafShape(leaf, input, name);
    },
    sum: ([first]) => first,
    concat: ([first]) => first
  });
  const [height, width, channels] = imageShape;
  const values = Float32Array.from({length: height * width * channels}, () => random.uniform());
  return {expression, image: {shape: imageShape, values}, layers};
}

/** Returns the result of an MLPconv as one small network that slides: at each position it takes its window, and runs to its end. */
export function slidingNetwork({image, layers}: MlpConv): ValueMap {
  const [{leaf}] = layers;
  const [rows, columns] = [image.shape[0] - leaf.kernel + 1, image.shape[1] - leaf.kernel + 1];
  const filters = layers[layers.length - 1].leaf.filters;
  const values = new Float32Array(rows * columns * filters);
  for (let row = 0; row < rows; ++row)
    for (let column = 0; column < columns; ++column) {
      const stages = networkAt({image, layers}, row, column);
      values.set(stages[stages.length - 1], (row * columns + column) * filters);
    }
  return {shape: [rows, columns, filters], values};
}

/** Returns what the small network has at a position: its window, and what leaves each of its layers. */
export function networkAt(
  {image, layers}: Pick<MlpConv, "image" | "layers">,
  row: number,
  column: number
): Float32Array[] {
  const stages = [patch(image, layers[0].leaf.kernel, row, column)];
  for (const {leaf, weights} of layers) {
    const input = stages[stages.length - 1];
    const output = new Float32Array(leaf.filters);
    for (let filter = 0; filter < leaf.filters; ++filter) {
      let sum = 0;
      // From the last input to the first: a layer on the whole map adds in another order.
      for (let i = input.length - 1; i >= 0; --i)
        sum = Math.fround(sum + Math.fround(weights[filter * input.length + i] * input[i]));
      output[filter] = Math.max(0, sum);
    }
    stages.push(output);
  }
  return stages;
}

function patch({shape, values}: ValueMap, kernel: number, row: number, column: number): Float32Array {
  const [, width, channels] = shape;
  const found = new Float32Array(kernel * kernel * channels);
  for (let i = 0; i < kernel; ++i) {
    const start = ((row + i) * width + column) * channels;
    found.set(values.subarray(start, start + kernel * channels), i * kernel * channels);
  }
  return found;
}

/** Returns the same result as layers: a convolution over the whole map, then the next one over all of its result. */
export function layerByLayer({expression, image, layers}: MlpConv): ValueMap {
  let next = 0;
  return evaluate<ValueMap>(expression, image, {
    leaf: (leaf, input) => {
      if (leaf.type === "conv") return convolve(input, layers[next++]);
      return {...input, values: input.values.map((value) => Math.max(0, value))};
    },
    sum: ([first]) => first,
    concat: ([first]) => first
  });
}

function convolve(input: ValueMap, {leaf, channels, weights}: WeightedConv): ValueMap {
  const shape = leafShape(leaf, input.shape);
  const [rows, columns, filters] = shape;
  const values = new Float32Array(rows * columns * filters);
  // Tap by tap over the whole map, as kernels do.
  for (let i = 0; i < leaf.kernel; ++i)
    for (let j = 0; j < leaf.kernel; ++j)
      for (let channel = 0; channel < channels; ++channel)
        addTap(values, {input, shape, weights, at: {i, j, channel}, kernel: leaf.kernel});
  return {shape, values};
}

interface Tap {
  input: ValueMap;
  shape: Volume;
  weights: Float32Array;
  at: {i: number; j: number; channel: number};
  kernel: number;
}

function addTap(values: Float32Array, {input, shape, weights, at: {i, j, channel}, kernel}: Tap): void {
  const [rows, columns, filters] = shape;
  const [, width, channels] = input.shape;
  for (let row = 0; row < rows; ++row)
    for (let column = 0; column < columns; ++column) {
      const value = input.values[((row + i) * width + column + j) * channels + channel];
      for (let filter = 0; filter < filters; ++filter)
        values[(row * columns + column) * filters + filter] +=
          weights[((filter * kernel + i) * kernel + j) * channels + channel] * value;
    }
}

/** Returns the largest difference of two maps of one shape. */
export function largestDifference(a: ValueMap, b: ValueMap): number {
  return a.values.reduce((most, value, i) => Math.max(most, Math.abs(value - b.values[i])), 0);
}
