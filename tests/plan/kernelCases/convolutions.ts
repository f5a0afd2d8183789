import * as tf from "@tensorflow/tfjs";
import {convolution} from "../../../components/model/convolution.js";
import type {Accumulation, Epilogue} from "../../../components/plan/epilogue.js";
import {filterSize, type Geometry} from "../../../components/plan/operations/convolution/geometry.js";
import {accumulated, accumulations, accumulationTensors} from "./accumulations.js";
import {createDraw} from "./draw.js";
import {geometries, leafOf} from "./geometries.js";
import {type CaseDraft, inParts, type Parts, type Tensors} from "./kernelCase.js";
import {epilogues, epilogueTensors, valuesOf, withEpilogue} from "./reference.js";

/** Cases of convolutions and their three gradients: every geometry in each, the options in turn. */
export async function convolutionCases(parts: Parts): Promise<CaseDraft[]> {
  const cases = geometries.flatMap((geometry, i) => [
    forwardCase(geometry, {bias: i % 3 === 1, epilogue: epilogues[i % epilogues.length]}, 1000 + i),
    inputGradientCase(
      geometry,
      {gated: i % 4 > 1, accumulation: accumulations[i % accumulations.length]},
      2000 + i
    ),
    filterGradientCase(geometry, {gated: i % 3 === 2, parts}, 3000 + i)
  ]);
  const rows: [number, number][] = [
    [64, 10],
    [1, 3],
    [7, 1],
    [300, 5],
    [130, 16]
  ];
  const biases = rows.map(([rows, channels], i) =>
    biasGradientCase({rows, channels}, {gated: i % 2 === 1, parts}, 4000 + i)
  );
  return Promise.all([...cases, ...biases]);
}

async function forwardCase(
  geometry: Geometry,
  {bias, epilogue}: {bias: boolean; epilogue: Epilogue},
  seed: number
): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const [inputs, outputs] = sizesOf(geometry);
  const tensors: Tensors = {
    x: draw(inputs),
    weight: draw(filterSize(geometry)),
    ...(bias && {bias: draw(geometry.filters)}),
    ...epilogueTensors(epilogue, outputs, draw)
  };
  const expected = await valuesOf(() => {
    const product = convolution(...operands(tensors, geometry), leafOf(geometry));
    const f = bias ? tf.add(product, tf.tensor1d(tensors.bias)) : product;
    return {y: withEpilogue(f, epilogue, tensors)};
  });
  return {kernel: {type: "convolution", geometry, bias, epilogue}, tensors, expected};
}

async function inputGradientCase(
  geometry: Geometry,
  {gated, accumulation}: {gated: boolean; accumulation: Accumulation},
  seed: number
): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const [inputs, outputs] = sizesOf(geometry);
  const tensors: Tensors = {
    dy: draw(outputs),
    weight: draw(filterSize(geometry)),
    ...(gated && {gate: draw(4)}),
    ...accumulationTensors(accumulation, inputs, draw)
  };
  const expected = await valuesOf(() => {
    const x = new Float32Array(inputs); // a convolution's gradient for its input does not depend on it
    const [gradient] = gradients({...tensors, x}, geometry);
    return {dx: accumulated(gradient, accumulation, tensors)};
  });
  return {kernel: {type: "inputGradient", geometry, gated, accumulation}, tensors, expected};
}

async function filterGradientCase(
  geometry: Geometry,
  {gated, parts}: {gated: boolean; parts: Parts},
  seed: number
): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const [inputs, outputs] = sizesOf(geometry);
  const tensors: Tensors = {x: draw(inputs), dy: draw(outputs), ...(gated && {gate: draw(4)})};
  const expected = await valuesOf(() => {
    const weight = new Float32Array(filterSize(geometry));
    return {partials: gradients({...tensors, weight}, geometry)[1]};
  });
  return {
    kernel: inParts({type: "filterGradient", geometry, gated, parts: 1}, parts),
    tensors,
    expected
  };
}

async function biasGradientCase(
  {rows, channels}: {rows: number; channels: number},
  {gated, parts}: {gated: boolean; parts: Parts},
  seed: number
): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const tensors: Tensors = {dy: draw(rows * channels), ...(gated && {gate: draw(4)})};
  const expected = await valuesOf(() => {
    const dy = tf.mul(tf.tensor2d(tensors.dy, [rows, channels]), gated ? tensors.gate[2] : 1);
    const added = (bias: tf.Tensor) => tf.add(tf.zeros([rows, channels]), bias);
    return {partials: tf.grad(added)(tf.zeros([channels]), dy)};
  });
  return {kernel: inParts({type: "biasGradient", rows, channels, gated, parts: 1}, parts), tensors, expected};
}

/** The reference's gradients for input and weight, dy times the gate's g₂. */
function gradients({dy, gate, ...given}: Tensors, geometry: Geometry): tf.Tensor[] {
  const {batch, outHeight, outWidth, filters} = geometry;
  const scaled = tf.mul(tf.tensor4d(dy, [batch, outHeight, outWidth, filters]), gate ? gate[2] : 1);
  const convolved = (x: tf.Tensor, weight: tf.Tensor) =>
    convolution(x as tf.Tensor4D, weight as tf.Tensor4D, leafOf(geometry));
  return tf.grads(convolved)(operands(given, geometry), scaled);
}

function operands({x, weight}: Tensors, geometry: Geometry): [tf.Tensor4D, tf.Tensor4D] {
  const {batch, height, width, channels, filters, kernel, groups} = geometry;
  return [
    tf.tensor4d(x, [batch, height, width, channels]),
    tf.tensor4d(weight, [kernel, kernel, channels / groups, filters])
  ];
}

function sizesOf({batch, height, width, channels, outHeight, outWidth, filters}: Geometry): [number, number] {
  return [batch * height * width * channels, batch * outHeight * outWidth * filters];
}
