import type {Activation} from "../../network/leaf.js";

/** What a neuron does to the sum of its inputs: a function, and its slope. */
export interface NeuronFunction {
  /** What it is called. */
  readonly name: string;
  value(x: number): number;
  slope(x: number): number;
}

/** The functions of a network's activations, by their types; the slope of a ReLU at 0 is 0. */
export const neuronFunctions: Readonly<Record<Activation["type"], NeuronFunction>> = {
  relu: {name: "ReLU", value: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0)},
  tanh: {name: "tanh", value: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2},
  sigmoid: {name: "sigmoid", value: logistic, slope: (x) => logistic(x) * (1 - logistic(x))}
};

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/**
 * Returns what is left of the slope after each of so many *layers* of one neuron, which all have one *weight*: from 1 before the
 * first, the product of weight · slope at what each layer gets of the *input*.
 */
export function slopesLeft(
  {value, slope}: NeuronFunction,
  {input, weight, layers}: {input: number; weight: number; layers: number}
): number[] {
  const left = [1];
  let current = input;
  for (let layer = 0; layer < layers; ++layer) {
    const sum = weight * current;
    left.push(left[layer] * weight * slope(sum));
    current = value(sum);
  }
  return left;
}
