import * as tf from "@tensorflow/tfjs";
import {averagePool, maxPool, type Pool} from "../../../components/network/leaf.js";
import {leafShape} from "../../../components/network/shapes.js";
import type {PoolWindows} from "../../../components/plan/operations/pool/poolWindows.js";
import {createDraw} from "./draw.js";
import type {CaseDraft} from "./kernelCase.js";
import {apply, gradientOf, product} from "./leafCase.js";
import {valuesOf} from "./reference.js";

type Input = [batch: number, height: number, width: number, channels: number];

const windows: readonly PoolWindows[] = [
  poolWindows([2, 8, 8, 8], 2),
  poolWindows([1, 9, 7, 12], 3, {stride: 2}),
  poolWindows([3, 8, 6, 5], 3, {stride: 2, padding: 1}),
  poolWindows([2, 8, 7, 4], 3, {stride: 2, ceil: true}),
  poolWindows([1, 8, 6, 3], 3, {stride: 2, padding: 1, ceil: true}),
  poolWindows([2, 5, 6, 6], 3, {stride: 1, padding: 1}),
  poolWindows([1, 7, 8, 4], 1, {stride: 3}),
  poolWindows([2, 3, 4, 1], 4, {stride: 3, padding: 2, ceil: true}),
  poolWindows([1, 11, 10, 7], 2, {stride: 5}),
  poolWindows([5, 1, 1, 9], 2, {padding: 1})
];

/** Cases of maximum and average pooling. */
export function poolCases(): Promise<CaseDraft[]> {
  return Promise.all(
    windows.flatMap((size, i) => [
      maximumCase(size, i % 3 !== 2, 12_000 + i),
      maximumGradientCase(size, i % 2 === 0, 12_100 + i),
      averageCase(size, 12_200 + i),
      averageGradientCase(size, i % 2 === 1, 12_300 + i)
    ])
  );
}

async function maximumCase(size: PoolWindows, winners: boolean, seed: number): Promise<CaseDraft> {
  const x = drawWithTies(size, seed);
  const {y} = await valuesOf(() => ({y: apply(leafOf(maxPool, size))(tf.tensor(x, shapesOf(size).x))}));
  const expected = {y, ...(winners && {winners: winnersOf(x, size)})};
  return {kernel: {type: "maxPool", ...size, winners}, tensors: {x}, expected};
}

async function maximumGradientCase(size: PoolWindows, accumulate: boolean, seed: number): Promise<CaseDraft> {
  const x = drawWithTies(size, seed);
  const given = {shapes: shapesOf(size), accumulate, seed, x: () => x};
  const {tensors, expected} = await gradientOf(leafOf(maxPool, size), given);
  const winners = winnersOf(x, size);
  return {kernel: {type: "maxPoolGradient", ...size, accumulate}, tensors: {...tensors, winners}, expected};
}

async function averageCase(size: PoolWindows, seed: number): Promise<CaseDraft> {
  const {x: shape} = shapesOf(size);
  const x = createDraw(seed)(product(shape));
  const expected = await valuesOf(() => ({y: apply(leafOf(averagePool, size))(tf.tensor(x, shape))}));
  return {kernel: {type: "averagePool", ...size}, tensors: {x}, expected};
}

async function averageGradientCase(size: PoolWindows, accumulate: boolean, seed: number): Promise<CaseDraft> {
  const given = await gradientOf(leafOf(averagePool, size), {shapes: shapesOf(size), accumulate, seed});
  return {kernel: {type: "averagePoolGradient", ...size, accumulate}, ...given};
}

/** Numbers of which half are 0, as a relu leaves them: the first of equal ones must win. */
function drawWithTies(size: PoolWindows, seed: number): Float32Array {
  return createDraw(seed)(product(shapesOf(size).x)).map((value) => Math.max(value, 0));
}

/** There is no reference: searched number by number. */
function winnersOf(x: Float32Array, size: PoolWindows): Float32Array {
  const {batch, height, width, channels, outHeight, outWidth, kernel, stride, padding} = size;
  const winners: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++)
        for (let c = 0; c < channels; c++) {
          const at = (place: number) => x[(n * height * width + place) * channels + c];
          const inside: number[] = [];
          for (let h = row * stride - padding; h < row * stride - padding + kernel; h++)
            for (let w = column * stride - padding; w < column * stride - padding + kernel; w++)
              if (h >= 0 && h < height && w >= 0 && w < width) inside.push(h * width + w);
          winners.push(inside.reduce((best, place) => (at(place) > at(best) ? place : best)));
        }
  return Float32Array.from(winners);
}

function leafOf(make: typeof maxPool, {kernel, stride, padding, height, outHeight}: PoolWindows): Pool {
  const ceil = outHeight > Math.floor((height + 2 * padding - kernel) / stride) + 1;
  return make(kernel, {stride, padding, ceil});
}

function shapesOf({batch, height, width, channels, outHeight, outWidth}: PoolWindows) {
  return {x: [batch, height, width, channels], y: [batch, outHeight, outWidth, channels]};
}

function poolWindows(
  [batch, height, width, channels]: Input,
  kernel: number,
  options: Partial<Pool> = {}
): PoolWindows {
  const pool = maxPool(kernel, options);
  const [outHeight, outWidth] = leafShape(pool, [height, width, channels]);
  const {stride, padding} = pool;
  return {batch, height, width, channels, outHeight, outWidth, kernel, stride, padding};
}
