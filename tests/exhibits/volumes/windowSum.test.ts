import {describe, expect, test} from "vitest";
import {
  channelMap,
  type Filter,
  filterMap,
  mapStatistics,
  valueAt,
  windowSum
} from "../../../components/exhibits/volumes/windowSum.js";
import {conv} from "../../../components/network/leaf.js";
import {outputShape, type Volume} from "../../../components/network/shapes.js";
import {createRandom, normal} from "../../../components/random/random.js";

const random = createRandom(3);
const numbers = (count: number) => Float32Array.from({length: count}, () => normal(random));

/** A convolution's value by its definition, with zeros added around the map. */
function byDefinition(
  {kernel, stride, padding, dilation, groups, filters}: ReturnType<typeof conv>,
  {volume: [height, width, channels], values}: {volume: Volume; values: Float32Array},
  {number, weights, bias}: Filter,
  [row, column]: [number, number]
): number {
  const each = channels / groups;
  const group = Math.floor(number / (filters / groups));
  let sum = bias;
  for (let y = 0; y < kernel; y++)
    for (let x = 0; x < kernel; x++)
      for (let c = 0; c < each; c++) {
        const [r, s] = [row * stride + y * dilation - padding, column * stride + x * dilation - padding];
        const value =
          r < 0 || s < 0 || r >= height || s >= width
            ? 0
            : values[(r * width + s) * channels + group * each + c];
        sum += value * weights[(y * kernel + x) * each + c];
      }
  return sum;
}

describe.each([
  ["3×3", conv(6, 3)],
  ["3×3, stride 2", conv(6, 3, {stride: 2})],
  ["3×3, dilated", conv(6, 3, {dilation: 2})],
  ["3×3, in two groups", conv(6, 3, {groups: 2})],
  ["1×1", conv(6, 1)]
])("of a convolution of %s", (_, layer) => {
  const before = {volume: [7, 7, 4] as Volume, values: numbers(7 * 7 * 4)};
  const filter = {number: 4, weights: numbers((layer.kernel ** 2 * 4) / layer.groups), bias: 0.5};
  const [rows, columns] = outputShape(layer, before.volume);

  test("filterMap() and windowSum() are what it is defined as", () => {
    const map = filterMap(layer, before, filter, [rows, columns]);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const value = byDefinition(layer, before, filter, [row, column]);
        expect(map[row * columns + column]).toBeCloseTo(value, 9);
        expect(windowSum(layer, before, filter, {row, column}).sum).toBeCloseTo(value, 9);
      }
  });

  test("windowSum() shows the products of the channel that adds most", () => {
    const {products, part, count, channel} = windowSum(layer, before, filter, {row: 0, column: 0});
    expect(products).toHaveLength(layer.kernel);
    expect(products.flat().reduce((sum, {x = 0, weight}) => sum + x * weight, 0)).toBeCloseTo(part, 12);
    expect(count).toBe(filter.weights.length);
    expect(channel).toBeGreaterThanOrEqual(layer.groups === 2 ? 2 : 0); // filter 4 is of the second group
    if (layer.kernel === 3) expect(products[0][0].x).toBeUndefined(); // padding
  });
});

test("channelMap() is a channel's, or the mean of all", () => {
  const place = {volume: [1, 2, 2] as Volume, values: Float32Array.of(1, 3, 5, 9)};
  expect([...channelMap(place, 1)]).toEqual([3, 9]);
  expect([...channelMap(place)]).toEqual([2, 7]);
  expect(valueAt(place, {row: 0, column: 1}, 0)).toBe(5);
});

test("mapStatistics() are those of a normalization", () => {
  const {mean, deviation} = mapStatistics(Float64Array.of(1, 2, 3, 6));
  expect(mean).toBe(3);
  expect(deviation).toBeCloseTo(Math.sqrt(3.5 + 1e-5), 12);
});
