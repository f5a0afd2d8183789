import * as tf from "@tensorflow/tfjs";
import type {Model} from "../../model/model.js";
import type {BlockBatch, FormModel} from "./blockForm.js";

/** Like formModel, of a model on the reference executor. */
export function referenceForm(model: Model, {x, count, target}: BlockBatch): FormModel {
  /** The tensors that are asked for; their reader disposes them. */
  function pass<Names extends "output" | "inputGradient" | "loss">(...names: Names[]): tf.Tensor[] {
    return tf.tidy(() => {
      const input = tf.tensor4d(x, [count, ...model.input]);
      const lossOf = (output: tf.Tensor4D) =>
        tf.mean(tf.square(tf.sub(output, tf.tensor4d(target, output.shape)))) as tf.Scalar;
      const found = model.gradients(input, lossOf, {withInput: true});
      const asked = names.map((name) => tf.clone(found[name]!));
      found.output.dispose(); // which the model keeps
      return asked;
    });
  }
  const read = (tensors: tf.Tensor[]) =>
    Promise.all(
      tensors.map(async (tensor) => {
        const values = (await tensor.data<"float32">()).slice();
        tensor.dispose();
        return values;
      })
    );
  return {
    executor: "reference",
    load: (state) => model.load(state),
    async pass() {
      const [output, inputGradient] = await read(pass("output", "inputGradient"));
      return {output, inputGradient};
    },
    run: async () => void (await read(pass("loss", "inputGradient"))),
    dispose: () => model.dispose()
  };
}
