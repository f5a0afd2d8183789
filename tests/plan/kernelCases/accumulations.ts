import * as tf from "@tensorflow/tfjs";
import type {Accumulation} from "../../../components/plan/epilogue.js";
import type {Draw} from "./draw.js";
import type {Tensors} from "./kernelCase.js";

/** Accumulations of all kinds. */
export const accumulations: readonly Accumulation[] = [
  {keepGated: false},
  {keep: 1, keepGated: false},
  {keep: 1, keepGated: true},
  {keep: 0.5, keepGated: true},
  {keep: 0, keepGated: false},
  {keep: -0.75, keepGated: false}
];

/** What an *accumulation* reads: what dx `[size]` holds, and the gate. */
export function accumulationTensors({keep, keepGated}: Accumulation, size: number, draw: Draw): Tensors {
  return {
    ...(keepGated && {keepGate: draw(4)}),
    ...(keep !== undefined && {dx: draw(size)})
  };
}

/** Returns keep·g₃·dx + gradient. */
export function accumulated(
  gradient: tf.Tensor,
  {keep, keepGated}: Accumulation,
  tensors: Tensors
): tf.Tensor {
  if (keep === undefined) return gradient;
  const factor = keep * (keepGated ? tensors.keepGate[3] : 1);
  return tf.add(tf.mul(tf.tensor(tensors.dx as Float32Array, gradient.shape), factor), gradient);
}
