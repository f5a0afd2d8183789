import * as tf from "@tensorflow/tfjs";
import type {Activation} from "../../../components/network/leaf.js";
import {createDraw} from "./draw.js";
import type {CaseDraft} from "./kernelCase.js";
import {activated, valuesOf} from "./reference.js";

const activations: readonly Activation["type"][] = ["relu", "tanh", "sigmoid"];

/** Cases of an activation's gradient. */
export function activationCases(): Promise<CaseDraft[]> {
  return Promise.all(
    activations.map((activation, i) => activationGradientCase([256, 37, 65][i], activation, 10_000 + i))
  );
}

async function activationGradientCase(
  size: number,
  activation: Activation["type"],
  seed: number
): Promise<CaseDraft> {
  const draw = createDraw(seed);
  const before = draw(size);
  const dy = draw(size);
  const {y, changed} = await valuesOf(() => {
    const z = tf.tensor1d(before);
    const apply = (z: tf.Tensor) => activated(z, activation);
    return {y: apply(z), changed: tf.grad(apply)(z, tf.tensor1d(dy))};
  });
  return {kernel: {type: "activationGradient", size, activation}, tensors: {y, dy}, expected: {dy: changed}};
}
