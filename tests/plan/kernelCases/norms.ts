import * as tf from "@tensorflow/tfjs";
import {
  batchNormTraining,
  type BatchStatistics,
  normalizeBy,
  updateRunning
} from "../../../components/model/batchNorm.js";
import {epsilon} from "../../../components/model/normConstants.js";
import type {Activation} from "../../../components/network/leaf.js";
import type {Epilogue} from "../../../components/plan/epilogue.js";
import type {KernelOf} from "../../../components/plan/operations/kernels.js";
import type {Rows} from "../../../components/plan/sizes.js";
import {accumulated, accumulations, accumulationTensors} from "./accumulations.js";
import {createDraw} from "./draw.js";
import {type CaseDraft, inParts, type Parts, type Tensors} from "./kernelCase.js";
import {partialSums} from "./partialSums.js";
import {activated, epilogues, epilogueTensors, valuesOf, withEpilogue} from "./reference.js";

const sizes: readonly Rows[] = [
  {rows: 64, channels: 8},
  {rows: 35, channels: 5},
  {rows: 1, channels: 3},
  {rows: 9, channels: 1},
  {rows: 300, channels: 12},
  {rows: 7, channels: 33},
  {rows: 1000, channels: 2},
  {rows: 256, channels: 64}
];

/** A gradient needs some rows: of one row it is exactly 0, and of two the rounding is all there is. */
const gradientSizes = sizes.filter(({rows}) => rows > 4);

const activations: readonly (Activation["type"] | undefined)[] = [undefined, "relu", "tanh", "sigmoid"];

/** The parts of a kernel that makes the sums itself, and goes on. */
const together: Parts = () => 0;

/** Cases of batch normalization: its sums, forward in both modes, and backward. */
export async function normCases(parts: Parts): Promise<CaseDraft[]> {
  const forward = sizes.flatMap((size, i) => {
    const epilogue = epilogues[i % epilogues.length];
    return [
      normalizeCase(size, {epilogue, running: i % 2 === 0, parts}, 6000 + i),
      normalizeCase(size, {epilogue: epilogues[i + 2], running: i % 2 === 1, parts: together}, 6100 + i),
      normalizeRunningCase(size, epilogues[(i + 3) % epilogues.length], 7000 + i)
    ];
  });
  const backward = gradientSizes.flatMap((size, i) => [
    statisticsCase(size, parts, 5000 + i),
    gradientSumsCase(size, {activation: activations[i % activations.length], parts}, 8000 + i),
    gradientCase(
      size,
      {gated: i % 2 === 1, accumulation: accumulations[i % accumulations.length], parts},
      9000 + i
    ),
    gradientCase(
      size,
      {
        gated: i % 2 === 0,
        accumulation: accumulations[(i + 2) % accumulations.length],
        activation: activations[(i + 1) % activations.length],
        parts: together
      },
      9100 + i
    )
  ]);
  return Promise.all([...forward, ...backward, statisticsCase({rows: 1, channels: 3}, parts, 5999)]);
}

async function statisticsCase(size: Rows, parts: Parts, seed: number): Promise<CaseDraft> {
  const x = inputOf(size, seed);
  return {
    kernel: inParts({type: "normStatistics", ...size, parts: 1}, parts),
    tensors: {x},
    expected: {partials: statisticSums(x, size, 1)}
  };
}

async function normalizeCase(
  size: Rows,
  {epilogue, running, parts}: {epilogue: Epilogue; running: boolean; parts: Parts},
  seed: number
): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const {rows, channels} = size;
  const kernel = inParts({type: "normalize", ...size, epilogue, running, parts: 1}, parts);
  const x = inputOf(size, seed + 500);
  const tensors: Tensors = {
    x,
    ...(kernel.parts > 0 && {partials: statisticSums(x, size, kernel.parts)}),
    gammaBeta: draw(2 * channels),
    ...epilogueTensors(epilogue, rows * channels, draw),
    ...(running && {running: runningOf(draw(2 * channels))})
  };
  const expected = await valuesOf(() => {
    const {y, mean, variance} = normalized(tensors, size);
    return {
      y: withEpilogue(y, epilogue, tensors),
      saved: savedOf({mean, variance}),
      ...(running && {running: updated(tensors.running, {mean, variance}, size)})
    };
  });
  return {kernel, tensors, expected};
}

async function normalizeRunningCase(size: Rows, epilogue: Epilogue, seed: number): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const {rows, channels} = size;
  const tensors: Tensors = {
    x: inputOf(size, seed + 500),
    gammaBeta: draw(2 * channels),
    running: runningOf(draw(2 * channels)),
    ...epilogueTensors(epilogue, rows * channels, draw)
  };
  const expected = await valuesOf(() => {
    const [mean, variance] = halves(tensors.running, size);
    const y = normalizeBy(volume(tensors.x, size), {mean, variance}, ...halves(tensors.gammaBeta, size));
    return {y: withEpilogue(y, epilogue, tensors)};
  });
  return {kernel: {type: "normalizeRunning", ...size, epilogue}, tensors, expected};
}

async function gradientSumsCase(
  size: Rows,
  {activation, parts}: {activation?: Activation["type"]; parts: Parts},
  seed: number
): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const {rows, channels} = size;
  const x = inputOf(size, seed + 500);
  const before = draw(rows * channels);
  const dy = draw(rows * channels);
  const {saved, y, slopedDy, partials} = await valuesOf(() => {
    const z = volume(before, size);
    const given = volume(dy, size);
    const slopedDy = activation ? tf.grad((z) => activated(z, activation))(z, given) : given;
    const {mean, variance} = normalized({x, gammaBeta: new Float32Array(2 * channels)}, size);
    const [, dGamma, dBeta] = gradients({x, gammaBeta: new Float32Array(2 * channels)}, slopedDy, size);
    return {
      saved: savedOf({mean, variance}),
      y: activated(z, activation),
      slopedDy: tf.clone(slopedDy),
      partials: tf.concat([dBeta, dGamma])
    };
  });
  return {
    kernel: inParts({type: "normGradientSums", ...size, ...(activation && {activation}), parts: 1}, parts),
    tensors: {x, saved, dy, ...(activation && {y})},
    expected: {partials, ...(activation && {dy: slopedDy})}
  };
}

async function gradientCase(
  size: Rows,
  {
    gated,
    accumulation,
    activation,
    parts
  }: Pick<KernelOf<"normGradient">, "gated" | "accumulation" | "activation"> & {parts: Parts},
  seed: number
): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const {rows, channels} = size;
  const ended = activation && {activation};
  const kernel = inParts({type: "normGradient", ...size, ...ended, gated, accumulation, parts: 1}, parts);
  const x = inputOf(size, seed + 500);
  const dy = draw(rows * channels);
  const before = draw(rows * channels);
  const gammaBeta = draw(2 * channels);
  const gate = gated ? draw(4) : undefined;
  const kept = accumulationTensors(accumulation, rows * channels, draw);
  const {saved, dx, gammaBetaGradient, y, slopedDy} = await valuesOf(() => {
    const {mean, variance} = normalized({x, gammaBeta}, size);
    const z = volume(before, size);
    const given = volume(dy, size);
    const slopedDy = activation ? tf.grad((z) => activated(z, activation))(z, given) : given;
    const scaled = tf.mul(slopedDy, gate ? gate[2] : 1) as tf.Tensor4D;
    const [dx, dGamma, dBeta] = gradients({x, gammaBeta}, scaled, size);
    return {
      saved: savedOf({mean, variance}),
      dx: accumulated(dx, accumulation, kept),
      gammaBetaGradient: tf.concat([dGamma, dBeta]),
      y: activated(z, activation),
      slopedDy: tf.clone(slopedDy)
    };
  });
  const normalizedAt = (row: number, channel: number) =>
    (x[row * channels + channel] - saved[channel]) * saved[channels + channel];
  const partials = partialSums(size, kernel.parts, [
    (row, channel) => dy[row * channels + channel],
    (row, channel) => dy[row * channels + channel] * normalizedAt(row, channel)
  ]);
  return {
    kernel,
    tensors: {
      ...{dy, x, saved, gammaBeta},
      ...(kernel.parts > 0 && {partials}),
      ...(activation && {y}),
      ...(gate && {gate}),
      ...kept
    },
    expected: {dx, gammaBetaGradient, ...(activation && {dy: slopedDy})}
  };
}

/** Numbers that are not around 0, so that a variance taken as a mean of squares shows its rounding. */
function inputOf({rows, channels}: Rows, seed: number): Float32Array {
  return createDraw(seed)(rows * channels).map((value, i) => value + (i % channels) - 1);
}

/** A running mean and a running variance, which is positive. */
function runningOf(values: Float32Array): Float32Array {
  return values.map((value, i) => (2 * i < values.length ? value : Math.abs(value) + 0.1));
}

function statisticSums(x: Float32Array, size: Rows, parts: number): Float32Array {
  const shifted = (row: number, channel: number) => x[row * size.channels + channel] - x[channel];
  return partialSums(size, parts, [shifted, (row, channel) => shifted(row, channel) ** 2]);
}

function updated(running: Tensors[string], {mean, variance}: BatchStatistics, size: Rows): tf.Tensor1D {
  const [lastMean, lastVariance] = halves(running, size);
  const unbias = size.rows / Math.max(size.rows - 1, 1);
  return tf.concat([updateRunning(lastMean, mean), updateRunning(lastVariance, variance, unbias)]);
}

/** What the reference makes of x, with its batch's statistics. */
function normalized({x, gammaBeta}: Tensors, size: Rows): BatchStatistics & {y: tf.Tensor4D} {
  let kept!: BatchStatistics;
  const y = batchNormTraining(volume(x, size), ...halves(gammaBeta, size), (statistics) => {
    kept = statistics;
  });
  const statistics = {mean: kept.mean.clone(), variance: kept.variance.clone()};
  tf.dispose([kept.mean, kept.variance]);
  return {y, ...statistics};
}

/** The reference's gradients for x, γ and β. */
function gradients({x, gammaBeta}: Tensors, dy: tf.Tensor, size: Rows): tf.Tensor[] {
  const normalize = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
    batchNormTraining(
      x as tf.Tensor4D,
      gamma as tf.Tensor1D,
      beta as tf.Tensor1D,
      ({mean, variance}) => void tf.dispose([mean, variance])
    );
  return tf.grads(normalize)([volume(x, size), ...halves(gammaBeta, size)], dy);
}

function savedOf({mean, variance}: BatchStatistics): tf.Tensor1D {
  return tf.concat([mean, tf.rsqrt(tf.add<tf.Tensor1D>(variance, epsilon))]);
}

function volume(values: Tensors[string], {rows, channels}: Rows): tf.Tensor4D {
  return tf.tensor4d(values, [rows, 1, 1, channels]);
}

/** `[2, channels]` as two tensors. */
function halves(values: Tensors[string], {channels}: Rows): [tf.Tensor1D, tf.Tensor1D] {
  return [tf.tensor1d(values.slice(0, channels)), tf.tensor1d(values.slice(channels))];
}
