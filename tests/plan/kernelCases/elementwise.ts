import * as tf from "@tensorflow/tfjs";
import type {KernelOf} from "../../../components/plan/operations/kernels.js";
import type {Segment} from "../../../components/plan/operations/reduce/reduce.js";
import {createDraw} from "./draw.js";
import type {CaseDraft, Tensors} from "./kernelCase.js";
import {activated, valuesOf} from "./reference.js";

type Without<T extends KernelOf<"combine" | "accumulate" | "scale">> = T extends unknown
  ? Omit<T, "type">
  : never;

const combinations: readonly Without<KernelOf<"combine">>[] = [
  {size: 64, scales: [1, 1], gated: false},
  {size: 33, scales: [1, 1], gated: false, activation: "relu"},
  {size: 33, scales: [1, 0.5], gated: true, activation: "relu"},
  {size: 300, scales: [1, -2], gated: true},
  {size: 7, scales: [0.5], gated: false},
  {size: 64, scales: [1], gated: false, activation: "relu"},
  {size: 64, scales: [1], gated: false, activation: "tanh"},
  {size: 13, scales: [1], gated: false, activation: "sigmoid"},
  {size: 65, scales: [0.75], gated: true},
  {size: 20, scales: [1, 1], gated: true, activation: "tanh"},
  {size: 65, scales: [0.75], gated: "shortcut"},
  {size: 64, scales: [1], gated: "shortcut", activation: "relu"}
];

const accumulations: readonly Without<KernelOf<"accumulate">>[] = [
  {size: 64, keep: 1, scale: 1},
  {size: 33, keep: 0, scale: 1},
  {size: 33, keep: 0, scale: 0.5, gated: "shortcut"},
  {size: 300, keep: 1, scale: 0.5, gated: "shortcut"},
  {size: 20, keep: 1, scale: 1, gated: "residual"},
  {size: 7, keep: 0.25, scale: -1.5, gated: "residual"}
];

const factors: readonly Without<KernelOf<"scale">>[] = [
  {size: 64, factor: 1, gated: true},
  {size: 33, factor: 0.5, gated: false},
  {size: 20, factor: 1, gated: false},
  {size: 301, factor: -2, gated: true}
];

const reductions: readonly (readonly Segment[])[] = [
  [{size: 64, parts: 4, from: 0, to: 0}],
  [{size: 5, parts: 1, from: 0, to: 0}],
  [{size: 3, parts: 7, from: 2, to: 1}],
  [
    {size: 432, parts: 3, from: 0, to: 0},
    {size: 10, parts: 5, from: 1296, to: 448},
    {size: 1, parts: 130, from: 1346, to: 460}
  ],
  [
    {size: 16, parts: 2, from: 64, to: 64},
    {size: 48, parts: 1, from: 0, to: 0}
  ]
];

/** Cases of kernels that work number by number, and of plain sums. */
export function elementwiseCases(): Promise<CaseDraft[]> {
  return Promise.all([
    ...combinations.map((options, i) => combineCase({type: "combine", ...options}, 13_000 + i)),
    ...accumulations.map((options, i) => accumulateCase({type: "accumulate", ...options}, 13_100 + i)),
    ...factors.map((options, i) => scaleCase({type: "scale", ...options}, 13_200 + i)),
    ...reductions.map((segments, i) => reduceCase({type: "reduce", segments}, 13_300 + i)),
    sumOfSquaresCase(1000, 13_500),
    sumOfSquaresCase(1, 13_501),
    sumOfSquaresCase(77, 13_502),
    zeroCase(64, 13_600),
    zeroCase(7, 13_601)
  ]);
}

async function combineCase(kernel: KernelOf<"combine">, seed: number): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const {size, scales, gated, activation} = kernel;
  const terms = scales.map(() => draw(size));
  const tensors: Tensors = {
    ...Object.fromEntries(terms.map((term, i) => [`x${i}`, term])),
    ...(gated && {gate: draw(4)})
  };
  const factors = scales.map((scale, i) => scale * (gated ? tensors.gate[gated === "shortcut" ? 1 : i] : 1));
  const sum = Array.from({length: size}, (_, i) =>
    factors.reduce((sum, factor, term) => sum + factor * terms[term][i], 0)
  );
  return {kernel, tensors, expected: await valuesOf(() => ({y: activated(tf.tensor1d(sum), activation)}))};
}

async function accumulateCase(kernel: KernelOf<"accumulate">, seed: number): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const {size, keep, scale, gated} = kernel;
  const dy = draw(size);
  const dx = draw(size);
  const gate = draw(4);
  const factor = scale * (gated === undefined ? 1 : gate[gated === "residual" ? 2 : 3]);
  return {
    kernel,
    tensors: {dy, ...(gated && {gate}), ...(keep !== 0 && {dx})},
    expected: {dx: dx.map((value, i) => keep * value + factor * dy[i])}
  };
}

async function scaleCase(kernel: KernelOf<"scale">, seed: number): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const dx = draw(kernel.size);
  const gate = draw(4);
  const factor = kernel.factor * (kernel.gated ? gate[3] : 1);
  return {
    kernel,
    tensors: {dx, ...(kernel.gated && {gate})},
    expected: {dx: dx.map((value) => value * factor)}
  };
}

/** What lies between segments stays as it was. */
async function reduceCase(kernel: KernelOf<"reduce">, seed: number): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const {segments} = kernel;
  const partials = draw(Math.max(...segments.map(({size, parts, from}) => from + size * parts)));
  const sums = draw(Math.max(...segments.map(({size, to}) => to + size)));
  const expected = sums.slice();
  for (const {size, parts, from, to} of segments)
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let part = 0; part < parts; part++) sum += partials[from + part * size + i];
      expected[to + i] = sum;
    }
  return {kernel, tensors: {partials, sums}, expected: {sums: expected}};
}

async function zeroCase(size: number, seed: number): Promise<CaseDraft> {
  return {
    kernel: {type: "zero", size},
    tensors: {dx: createDraw(seed)(size)},
    expected: {dx: new Float32Array(size)}
  };
}

async function sumOfSquaresCase(size: number, seed: number): Promise<CaseDraft> {
  const x = createDraw(seed)(size);
  return {
    kernel: {type: "sumOfSquares", size},
    tensors: {x},
    expected: await valuesOf(() => ({sum: tf.reshape(tf.sum(tf.square(tf.tensor1d(x))), [1])}))
  };
}
