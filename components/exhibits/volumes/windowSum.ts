import type {Conv} from "../../network/leaf.js";
import type {Volume} from "../../network/shapes.js";
import {windowAt} from "../../network/windowAt.js";
import type {MapPosition} from "../windows/drawTrace.js";

/** Values at a place: `[height, width, channels]`. */
export interface PlaceValues {
  readonly volume: Volume;
  readonly values: Float32Array;
}

/** One product of a sum; *x* is undefined in the padding, which is 0. */
export interface Product {
  readonly x: number | undefined;
  readonly weight: number;
}

/** How one value of a convolution comes about. */
export interface WindowSum {
  /** The channel before that adds most, from 0, and its products: rows of the window. */
  readonly channel: number;
  readonly products: readonly (readonly Product[])[];
  /** What that channel adds, and all together. */
  readonly part: number;
  readonly sum: number;
  /** How many products there are. */
  readonly count: number;
}

/** A filter of a convolution: which it is, from 0, and its weights, `[kernel, kernel, channels of its group]`. */
export interface Filter {
  readonly number: number;
  readonly weights: Float32Array;
  readonly bias: number;
  /** How its map is normalized. Defaults to the map's own statistics, with γ 1 and β 0. */
  readonly norm?: {
    readonly mean: number;
    readonly variance: number;
    readonly gamma: number;
    readonly beta: number;
  };
}

/** Returns how a convolution's value at a position comes about. */
export function windowSum(conv: Conv, before: PlaceValues, filter: Filter, position: MapPosition): WindowSum {
  const {kernel} = conv;
  const channels = before.volume[2] / conv.groups;
  const parts = Array.from({length: channels}, (_, channel) =>
    productsOf(conv, before, filter, {...position, channel})
  );
  const sums = parts.map((rows) => rows.flat().reduce((sum, {x = 0, weight}) => sum + x * weight, 0));
  const strongest = sums.reduce((best, sum, i) => (Math.abs(sum) > Math.abs(sums[best]) ? i : best), 0);
  return {
    channel: groupStart(conv, before, filter) + strongest,
    products: parts[strongest],
    part: sums[strongest],
    sum: sums.reduce((total, sum) => total + sum, filter.bias),
    count: kernel * kernel * channels
  };
}

/** Returns all values of a filter's map, `[height · width]`, of a convolution to so many *rows* and *columns*. */
export function filterMap(
  conv: Conv,
  {volume, values}: PlaceValues,
  filter: Filter,
  [rows, columns]: readonly [rows: number, columns: number]
): Float64Array {
  const [height, width, channels] = volume;
  const {kernel, dilation, groups} = conv;
  const each = channels / groups;
  const start = groupStart(conv, {volume, values}, filter);
  return Float64Array.from({length: rows * columns}, (_, i) => {
    const window = windowAt(conv, volume, {row: Math.floor(i / columns), column: i % columns});
    let sum = filter.bias;
    for (let y = 0; y < kernel; ++y) {
      const row = window.row + y * dilation;
      if (row < 0 || row >= height) continue;
      for (let x = 0; x < kernel; ++x) {
        const column = window.column + x * dilation;
        if (column < 0 || column >= width) continue;
        const [from, weight] = [(row * width + column) * channels + start, (y * kernel + x) * each];
        for (let c = 0; c < each; ++c) sum += values[from + c] * filter.weights[weight + c];
      }
    }
    return sum;
  });
}

/** Returns the mean and the standard deviation of a map, by which its channel is normalized at first. */
export function mapStatistics(map: Float64Array): {mean: number; deviation: number} {
  const mean = map.reduce((sum, value) => sum + value, 0) / map.length;
  const variance = map.reduce((sum, value) => sum + (value - mean) ** 2, 0) / map.length;
  return {mean, deviation: deviationOf(variance)};
}

/** Returns the standard deviation by which a normalization divides; ε is PyTorch's. */
export function deviationOf(variance: number): number {
  return Math.sqrt(variance + 1e-5);
}

/** Returns the value at a position of a channel. */
export function valueAt(
  {volume: [, width, channels], values}: PlaceValues,
  {row, column}: MapPosition,
  channel: number
): number {
  return values[(row * width + column) * channels + channel];
}

/** Returns a channel's map, or the mean over channels where none is chosen: `[height · width]`. */
export function channelMap(
  {volume: [height, width, channels], values}: PlaceValues,
  channel?: number
): Float64Array {
  return Float64Array.from({length: height * width}, (_, i) => {
    if (channel !== undefined) return values[i * channels + channel];
    let sum = 0;
    for (let c = 0; c < channels; ++c) sum += values[i * channels + c];
    return sum / channels;
  });
}

function productsOf(
  conv: Conv,
  before: PlaceValues,
  filter: Filter,
  {channel, ...position}: MapPosition & {channel: number}
): Product[][] {
  const {kernel, dilation, groups} = conv;
  const [height, width, channels] = before.volume;
  const window = windowAt(conv, before.volume, position);
  const own = groupStart(conv, before, filter) + channel;
  return Array.from({length: kernel}, (_, y) =>
    Array.from({length: kernel}, (_, x) => {
      const [row, column] = [window.row + y * dilation, window.column + x * dilation];
      const inside = row >= 0 && row < height && column >= 0 && column < width;
      const weight = filter.weights[(y * kernel + x) * (channels / groups) + channel];
      return {x: inside ? valueAt(before, {row, column}, own) : undefined, weight};
    })
  );
}

/** The first channel before that a filter sees. */
function groupStart(
  {groups, filters}: Conv,
  {volume: [, , channels]}: PlaceValues,
  {number}: Filter
): number {
  return Math.floor(number / (filters / groups)) * (channels / groups);
}
