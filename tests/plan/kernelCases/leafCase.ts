import * as tf from "@tensorflow/tfjs";
import {forward} from "../../../components/model/forward.js";
import type {Expression} from "../../../components/network/expression.js";
import {createDraw} from "./draw.js";
import {valuesOf} from "./reference.js";

/** Tensors and result of the gradient of a *network* for its input, which is 0 unless *x* says another. */
export async function gradientOf(
  network: Expression,
  {
    shapes,
    accumulate,
    seed,
    x = () => new Float32Array(product(shapes.x))
  }: {
    shapes: {x: number[]; y: number[]};
    accumulate: boolean;
    seed: number;
    x?: () => Float32Array;
  }
): Promise<{tensors: {dy: Float32Array; dx?: Float32Array}; expected: Record<string, Float32Array>}> {
  const draw = createDraw(seed);
  const dy = draw(product(shapes.y));
  const dx = draw(product(shapes.x));
  const expected = await valuesOf(() => {
    const gradient = tf.grad(apply(network))(tf.tensor(x(), shapes.x), tf.tensor(dy, shapes.y));
    return {dx: accumulate ? tf.add(gradient, tf.tensor(dx, shapes.x)) : gradient};
  });
  return {tensors: {dy, ...(accumulate && {dx})}, expected};
}

/** Returns what a *network* without parameters does in training. */
export function apply(network: Expression): (x: tf.Tensor) => tf.Tensor {
  return (x) =>
    forward(network, x as tf.Tensor4D, {
      training: true,
      parameter: (name) => {
        throw new Error(`unknown parameter: ${name}; these layers have none`);
      }
    });
}

/** Returns the numbers in a tensor of a *shape*. */
export function product(shape: number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
