import * as tf from "@tensorflow/tfjs";
import {crossEntropy} from "../../components/model/crossEntropy.js";
import {createModel} from "../../components/model/model.js";
import type {ModelState} from "../../components/model/modelState.js";
import type {Expression} from "../../components/network/expression.js";
import type {Volume} from "../../components/network/shapes.js";

/** What one pass in training gives on the reference path. */
export interface ReferencePass {
  output: Float32Array;
  lossNats: number;
  gradients: Map<string, Float32Array>;
  inputGradient: Float32Array;
}

/**
 * Returns what the reference path makes of a batch, on the backend that is set. Of *state* it takes what *network* has,
 * so that a part of a network can be looked at alone. Without *labels* the loss is the output's sum.
 */
export async function referencePass(
  network: Expression,
  input: Volume,
  {state, images, labels}: {state: ModelState; images: Float32Array; labels?: Int32Array}
): Promise<ReferencePass> {
  const model = createModel(network, input);
  model.load(stateOf(model.specs, state));
  const batch = images.length / input.reduce((a, b) => a * b, 1);
  const x = tf.tensor4d(images, [batch, ...input]);
  const lossOf = (y: tf.Tensor4D): tf.Scalar =>
    labels ? crossEntropy(tf.reshape(y, [batch, -1]), tf.tensor1d(labels, "int32")) : tf.sum(y);
  const {output, loss, gradients, inputGradient} = model.gradients(x, lossOf, {withInput: true});
  const byName = new Map<string, Float32Array>();
  for (const [name, gradient] of gradients) byName.set(name, (await gradient.data()) as Float32Array);
  const result = {
    output: (await output.data()) as Float32Array,
    lossNats: (await loss.data())[0],
    gradients: byName,
    inputGradient: (await inputGradient!.data()) as Float32Array
  };
  tf.dispose([x, output, loss, inputGradient!, ...gradients.values()]);
  model.dispose();
  return result;
}

/** Returns what a *state* holds of the parameters that *specs* name. */
export function stateOf(specs: readonly {name: string}[], state: ModelState): ModelState {
  return Object.fromEntries(specs.map(({name}) => [name, state[name]]));
}
