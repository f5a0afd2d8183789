import type {Expression} from "../../network/expression.js";
import {averagePool, dense, globalAveragePool} from "../../network/leaf.js";
import {parameterCount} from "../../network/parameters.js";
import {outputShape, type Volume} from "../../network/shapes.js";
import {createRandom, normal} from "../../random/random.js";

/** Values of maps, one map behind the other: `[channels, height, width]`. */
export interface HeadMaps {
  readonly shape: Volume;
  readonly values: readonly number[];
}

/** What a head makes of maps. */
export interface HeadOutput {
  readonly title: string;
  readonly output: HeadMaps;
  readonly parameters: number;
}

const shape: Volume = [6, 6, 10];

/** Returns ten maps of 6×6 as a network for ten classes may have them before its head: each bright around a place of its own, from a *seed*. */
export function exampleMaps(seed: number): HeadMaps {
  const random = createRandom(seed);
  const [height, width, channels] = shape;
  const values = Array.from({length: channels}, () => {
    const [row, column, strength] = [5 * random.uniform(), 5 * random.uniform(), random.uniform()];
    return Array.from({length: height * width}, (_, i) => {
      const distance = (Math.floor(i / width) - row) ** 2 + ((i % width) - column) ** 2;
      return Math.max(0, strength * Math.exp(-distance / 3) + 0.05 * normal(random));
    });
  });
  return {shape, values: values.flat()};
}

/** Returns what three heads make of *maps*: a dense layer, an average over windows of a size, and one over each whole map. */
export function headOutputs(maps: HeadMaps, window: number): HeadOutput[] {
  const heads: [title: string, expression: Expression, values: readonly number[]][] = [
    ["fully connected", dense(maps.shape[2]), denseOutput(maps)],
    [`average over ${window}×${window}`, averagePool(window), averages(maps, window)],
    ["global average", globalAveragePool(), averages(maps, maps.shape[0])]
  ];
  return heads.map(([title, expression, values]) => ({
    title,
    output: {shape: outputShape(expression, maps.shape), values},
    parameters: parameterCount(expression, maps.shape)
  }));
}

/** The average over each window that fits, side by side. */
function averages({shape: [height, width, channels], values}: HeadMaps, window: number): number[] {
  const [rows, columns] = [Math.floor(height / window), Math.floor(width / window)];
  return Array.from({length: channels * rows * columns}, (_, i) => {
    const [channel, row, column] = [
      Math.floor(i / (rows * columns)),
      Math.floor(i / columns) % rows,
      i % columns
    ];
    let sum = 0;
    for (let y = 0; y < window; ++y)
      for (let x = 0; x < window; ++x)
        sum += values[(channel * height + row * window + y) * width + column * window + x];
    return sum / window ** 2;
  });
}

/** With random weights and no bias: it is there to be counted. */
function denseOutput({shape: [, , channels], values}: HeadMaps): number[] {
  const random = createRandom(1);
  return Array.from({length: channels}, () =>
    values.reduce((sum, value) => sum + (value * normal(random)) / Math.sqrt(values.length), 0)
  );
}
