import {deviation, mean} from "d3-array";
import {createRandom, normal, type Random} from "../random/random.js";

/** A network of one number that has only its first weights. */
export interface OneInputNetwork {
  /** Layers between the first and the last. */
  layers: number;
  /** Whether what enters a layer is added to what it puts out. */
  residual: boolean;
  seed: number;
}

const width = 32;
/** Keeps the normalization of a unit finite that is the same for all inputs. */
const epsilon = 1e-5;

/** The units' values at one input, and how they change with it. */
interface Units {
  values: Float64Array;
  slopes: Float64Array;
}

/**
 * Returns the derivative of a network's output by its input, at each of *inputs*. A layer is W · ReLU(norm(h)), of 32 units: batch
 * normalization over all the inputs, whose means and deviations count as constants, then a dense layer with He's first weights.
 */
export function derivatives({layers, residual, seed}: OneInputNetwork, inputs: readonly number[]): number[] {
  const random = createRandom(seed);
  const [first, biases] = [normals(width, random), normals(width, random)];
  let all = inputs.map((x): Units => ({
    values: first.map((weight, j) => weight * x + biases[j]),
    slopes: first.slice()
  }));
  for (let layer = 0; layer < layers; ++layer) {
    const weights = normals(width * width, random).map((value) => value * Math.sqrt(2 / width));
    const rectified = normalized(all).map(relu);
    const next = rectified.map(({values, slopes}) => ({
      values: product(weights, values),
      slopes: product(weights, slopes)
    }));
    all = residual ? next.map((units, i) => sumOf(units, all[i])) : next;
  }
  const last = normals(width, random);
  return all.map(({slopes}) => slopes.reduce((sum, slope, j) => sum + last[j] * slope, 0));
}

/** Returns the correlation of *values* with those a *distance* of places further on: 1 if they are alike, 0 in noise. */
export function correlationAt(values: readonly number[], distance: number): number {
  const middle = mean(values)!;
  const centered = values.map((value) => value - middle);
  const products = centered.slice(distance).map((value, i) => value * centered[i]);
  return (mean(products)! * (values.length - 1)) / (values.length * deviation(values)! ** 2);
}

function normals(count: number, random: Random): Float64Array {
  return Float64Array.from({length: count}, () => normal(random));
}

function normalized(all: readonly Units[]): Units[] {
  const result = all.map(({values, slopes}) => ({values: values.slice(), slopes: slopes.slice()}));
  for (let j = 0; j < width; ++j) {
    const middle = mean(all, ({values}) => values[j])!;
    const scale = Math.sqrt(mean(all, ({values}) => (values[j] - middle) ** 2)! + epsilon);
    for (const {values, slopes} of result) {
      values[j] = (values[j] - middle) / scale;
      slopes[j] /= scale;
    }
  }
  return result;
}

function relu({values, slopes}: Units): Units {
  return {
    values: values.map((value) => Math.max(0, value)),
    slopes: slopes.map((slope, j) => (values[j] > 0 ? slope : 0))
  };
}

function product(weights: Float64Array, values: Float64Array): Float64Array {
  const result = new Float64Array(width);
  for (let k = 0; k < width; ++k)
    for (let j = 0; j < width; ++j) result[k] += weights[k * width + j] * values[j];
  return result;
}

function sumOf(one: Units, other: Units): Units {
  return {
    values: one.values.map((value, j) => value + other.values[j]),
    slopes: one.slopes.map((slope, j) => slope + other.slopes[j])
  };
}
