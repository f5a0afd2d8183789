import * as tf from "@tensorflow/tfjs";
import {localResponseNorm} from "../../../components/network/leaf.js";
import type {Response} from "../../../components/plan/operations/localResponseNorm/localResponse.js";
import {createDraw} from "./draw.js";
import type {CaseDraft} from "./kernelCase.js";
import {apply, gradientOf} from "./leafCase.js";
import {valuesOf} from "./reference.js";

const responses: readonly Response[] = [
  {rows: 20, channels: 16, size: 5, alpha: 0.5, beta: 0.75, k: 2},
  {rows: 7, channels: 6, size: 3, alpha: 0.3, beta: 0.75, k: 1},
  {rows: 9, channels: 3, size: 5, alpha: 0.9, beta: 0.5, k: 1},
  {rows: 5, channels: 13, size: 7, alpha: 0.7, beta: 1, k: 0.5},
  {rows: 4, channels: 9, size: 1, alpha: 0.2, beta: 0.6, k: 2},
  {rows: 6, channels: 10, size: 4, alpha: 0.8, beta: 0.75, k: 1},
  {rows: 3, channels: 1, size: 2, alpha: 0.4, beta: 1.3, k: 1.5},
  {rows: 2, channels: 5, size: 24, alpha: 2, beta: 0.75, k: 1}
];

/** Cases of local response normalization. */
export function responseCases(): Promise<CaseDraft[]> {
  return Promise.all(
    responses.flatMap((size, i) => [
      responseCase(size, i % 3 !== 2, 13_000 + i),
      responseGradientCase(size, i % 2 === 0, 13_100 + i)
    ])
  );
}

async function responseCase(size: Response, sums: boolean, seed: number): Promise<CaseDraft> {
  const x = createDraw(seed)(size.rows * size.channels);
  const {y} = await valuesOf(() => ({y: apply(localResponseNorm(size))(tf.tensor(x, shapeOf(size)))}));
  const expected = {y, ...(sums && {sums: sumsOf(x, size)})};
  return {kernel: {type: "localResponse", ...size, sums}, tensors: {x}, expected};
}

async function responseGradientCase(size: Response, accumulate: boolean, seed: number): Promise<CaseDraft> {
  const x = createDraw(seed + 50)(size.rows * size.channels);
  const shapes = {x: shapeOf(size), y: shapeOf(size)};
  const network = localResponseNorm(size);
  const {tensors, expected} = await gradientOf(network, {shapes, accumulate, seed, x: () => x});
  const given = {...tensors, x, sums: sumsOf(x, size)};
  return {kernel: {type: "localResponseGradient", ...size, accumulate}, tensors: given, expected};
}

/** There is no reference: added number by number. */
function sumsOf(x: Float32Array, {channels, size, alpha, k}: Response): Float32Array {
  return x.map((_, i) => {
    const c = i % channels;
    let squares = 0;
    for (let other = c - Math.floor(size / 2); other <= c + Math.floor((size - 1) / 2); other++)
      if (other >= 0 && other < channels) squares += x[i - c + other] ** 2;
    return k + (alpha / size) * squares;
  });
}

function shapeOf({rows, channels}: Response): number[] {
  return [rows, 1, 1, channels];
}
