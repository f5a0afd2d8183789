import * as tf from "@tensorflow/tfjs";
import {type Expression, sequence} from "../../../components/network/expression.js";
import {globalAveragePool, padChannels, subsample} from "../../../components/network/leaf.js";
import type {Pooling} from "../../../components/plan/operations/globalAveragePool/globalAveragePool.js";
import type {KernelOf} from "../../../components/plan/operations/kernels.js";
import {resampledSize, type Resampling} from "../../../components/plan/operations/resample/resample.js";
import {createDraw} from "./draw.js";
import type {CaseDraft} from "./kernelCase.js";
import {apply, gradientOf} from "./leafCase.js";
import {valuesOf} from "./reference.js";

const resamplings: readonly Resampling[] = [
  {batch: 2, height: 8, width: 8, channels: 8, stride: 2, outChannels: 16},
  {batch: 1, height: 7, width: 5, channels: 3, stride: 2, outChannels: 5},
  {batch: 3, height: 4, width: 6, channels: 5, stride: 1, outChannels: 12},
  {batch: 1, height: 8, width: 7, channels: 4, stride: 3, outChannels: 4},
  {batch: 2, height: 1, width: 1, channels: 1, stride: 2, outChannels: 3}
];

const poolings: readonly Pooling[] = [
  {batch: 4, positions: 64, channels: 16},
  {batch: 1, positions: 1, channels: 5},
  {batch: 3, positions: 35, channels: 7},
  {batch: 2, positions: 300, channels: 3}
];

type Copy = Omit<KernelOf<"copyChannels">, "type" | "accumulate">;

const copies: readonly Copy[] = [
  {rows: 20, count: 8, fromChannels: 8, fromOffset: 0, toChannels: 16, toOffset: 8},
  {rows: 9, count: 3, fromChannels: 7, fromOffset: 2, toChannels: 5, toOffset: 1},
  {rows: 1, count: 1, fromChannels: 1, fromOffset: 0, toChannels: 3, toOffset: 2},
  {rows: 65, count: 4, fromChannels: 12, fromOffset: 8, toChannels: 4, toOffset: 0}
];

const turns: readonly Omit<KernelOf<"flatten">, "type" | "accumulate">[] = [
  {batch: 2, rows: 16, columns: 8},
  {batch: 1, rows: 9, columns: 6},
  {batch: 3, rows: 4, columns: 7},
  {batch: 2, rows: 3, columns: 2},
  {batch: 1, rows: 1, columns: 5}
];

/** Cases of kernels that put numbers elsewhere, or average them over positions. */
export function placementCases(): Promise<CaseDraft[]> {
  return Promise.all([
    ...resamplings.map((size, i) => resampleCase(size, 11_000 + i)),
    ...resamplings.map((size, i) => resampleGradientCase(size, i % 2 === 1, 11_100 + i)),
    ...poolings.map((size, i) => poolCase(size, 11_200 + i)),
    ...poolings.map((size, i) => poolGradientCase(size, i % 2 === 0, 11_300 + i)),
    ...copies.flatMap((copy, i) => [
      copyCase({type: "copyChannels", ...copy, accumulate: false}, 11_400 + i),
      copyCase({type: "copyChannels", ...copy, accumulate: true}, 11_500 + i)
    ]),
    ...turns.flatMap((turn, i) => [
      flattenCase({type: "flatten", ...turn, accumulate: false}, 11_600 + i),
      flattenCase({type: "flatten", ...turn, accumulate: true}, 11_700 + i)
    ])
  ]);
}

async function resampleCase(size: Resampling, seed: number): Promise<CaseDraft> {
  const x = createDraw(seed)(size.batch * size.height * size.width * size.channels);
  const expected = await valuesOf(() => ({y: apply(resampling(size))(tf.tensor(x, volumeOf(size)))}));
  return {kernel: {type: "resample", ...size}, tensors: {x}, expected};
}

async function resampleGradientCase(size: Resampling, accumulate: boolean, seed: number): Promise<CaseDraft> {
  const [outHeight, outWidth] = resampledSize(size);
  const shapes = {x: volumeOf(size), y: [size.batch, outHeight, outWidth, size.outChannels]};
  const given = await gradientOf(resampling(size), {shapes, accumulate, seed});
  return {kernel: {type: "resampleGradient", ...size, accumulate}, ...given};
}

async function poolCase(size: Pooling, seed: number): Promise<CaseDraft> {
  const {batch, positions, channels} = size;
  const x = createDraw(seed)(batch * positions * channels);
  const expected = await valuesOf(() => ({
    y: apply(globalAveragePool())(tf.tensor(x, [batch, positions, 1, channels]))
  }));
  return {kernel: {type: "globalAveragePool", ...size}, tensors: {x}, expected};
}

async function poolGradientCase(size: Pooling, accumulate: boolean, seed: number): Promise<CaseDraft> {
  const {batch, positions, channels} = size;
  const shapes = {x: [batch, positions, 1, channels], y: [batch, 1, 1, channels]};
  const given = await gradientOf(globalAveragePool(), {shapes, accumulate, seed});
  return {kernel: {type: "globalAveragePoolGradient", ...size, accumulate}, ...given};
}

/** There is no reference: moved number by number. */
async function copyCase(kernel: KernelOf<"copyChannels">, seed: number): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const {rows, count, fromChannels, fromOffset, toChannels, toOffset, accumulate} = kernel;
  const x = draw(rows * fromChannels);
  const y = draw(rows * toChannels);
  const expected = y.slice();
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < count; i++) {
      const to = row * toChannels + toOffset + i;
      expected[to] = x[row * fromChannels + fromOffset + i] + (accumulate ? expected[to] : 0);
    }
  return {kernel, tensors: {x, y}, expected: {y: expected}};
}

async function flattenCase(kernel: KernelOf<"flatten">, seed: number): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const {batch, rows, columns, accumulate} = kernel;
  const shape: [number, number, number] = [batch, rows, columns];
  const [x, y] = [draw(batch * rows * columns), draw(batch * rows * columns)];
  const expected = await valuesOf(() => {
    const turned = tf.transpose(tf.tensor(x, shape), [0, 2, 1]);
    return {y: accumulate ? tf.add(turned, tf.tensor(y, turned.shape)) : turned};
  });
  return {kernel, tensors: {x, ...(accumulate && {y})}, expected};
}

function resampling({stride, outChannels}: Resampling): Expression {
  return sequence(subsample(stride), padChannels(outChannels));
}

function volumeOf({batch, height, width, channels}: Resampling): number[] {
  return [batch, height, width, channels];
}
