import * as tf from "@tensorflow/tfjs";
import type {Activation} from "../../../components/network/leaf.js";
import type {Epilogue} from "../../../components/plan/epilogue.js";
import type {Draw} from "./draw.js";
import type {Tensors} from "./kernelCase.js";

/** Returns the values of the tensors that *compute* makes; all that it makes is disposed. */
export async function valuesOf(
  compute: () => Record<string, tf.Tensor>
): Promise<Record<string, Float32Array>> {
  const tensors = Object.entries(tf.tidy(compute));
  const values = tensors.map(
    async ([name, tensor]) => [name, Float32Array.from(await tensor.data())] as const
  );
  const result = Object.fromEntries(await Promise.all(values));
  tf.dispose(tensors.map(([, tensor]) => tensor));
  return result;
}

/** Returns an activation as a function of tensors; without one, the tensor itself. */
export function activated<T extends tf.Tensor>(x: T, activation?: Activation["type"]): T {
  return activation ? tf[activation](x) : x;
}

/** The addend and the gate that an *epilogue* asks for; *size* is that of its result. */
export function epilogueTensors({addendScale, gated}: Epilogue, size: number, draw: Draw): Tensors {
  return {
    ...(addendScale !== undefined && {addend: draw(size)}),
    ...(gated && {gate: draw(4)})
  };
}

/** Returns activation(g₀·F + g₁·scale·addend). */
export function withEpilogue(f: tf.Tensor, {addendScale, activation}: Epilogue, tensors: Tensors): tf.Tensor {
  const {addend, gate = [1, 1, 1, 1]} = tensors;
  const own = tf.mul(f, gate[0]);
  if (addendScale === undefined) return activated(own, activation);
  return activated(
    tf.add(own, tf.mul(tf.tensor(addend as Float32Array, f.shape), gate[1] * addendScale)),
    activation
  );
}

/** Epilogues of all kinds: each option alone, and together. */
export const epilogues: readonly Epilogue[] = [
  {gated: false},
  {gated: false, activation: "relu"},
  {addendScale: 1, gated: false, activation: "relu"},
  {addendScale: 1, gated: true, activation: "relu"},
  {addendScale: 0.5, gated: false},
  {gated: false, activation: "tanh"},
  {addendScale: 0.75, gated: true, activation: "tanh"},
  {gated: false, activation: "sigmoid"},
  {addendScale: -1.5, gated: true},
  {addendScale: 1, gated: true, activation: "sigmoid"},
  {gated: true, activation: "relu"}
];
