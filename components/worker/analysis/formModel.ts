import * as tf from "@tensorflow/tfjs";
import type {ModelState} from "../../experiment/modelState.js";
import type {Model} from "../../model/model.js";
import {PlanModel} from "../../plan/planModel.js";
import {isRun} from "../../plan/program.js";

/** The input of a block and the target of its output: its loss is the mean squared difference. */
export interface BlockBatch {
  /** `[count, height, width, channels]` */
  x: Float32Array;
  count: number;
  /** In the shape of the output. */
  target: Float32Array;
}

/** What a forward and backward pass gave. */
export interface BlockPass {
  output: Float32Array;
  inputGradient: Float32Array;
}

/** A block on a device that goes forward and backward on one batch. Must be disposed. */
export interface FormModel {
  readonly executor: "plan" | "reference";
  /** Calls of kernels in a pass; on the reference executor, where TensorFlow.js makes them, undefined. */
  readonly kernels?: number;
  load(state: ModelState): void;
  pass(): Promise<BlockPass>;
  /** Like pass, except that it reads only as much as shows that the pass has ended. */
  run(): Promise<void>;
  dispose(): void;
}

/** Returns *model* as one that goes forward and backward on a batch. A plan must be made withInput, of squaredError. */
export function formModel(model: Model | PlanModel, batch: BlockBatch): FormModel {
  return model instanceof PlanModel ? planForm(model, batch) : referenceForm(model, batch);
}

function planForm(model: PlanModel, {x, target}: BlockBatch): FormModel {
  const {machine, plan} = model;
  const {images, labels, metrics, trainOutput, inputGradient} = plan.tensors;
  machine.write(images, x);
  machine.write(labels, target);
  return {
    executor: "plan",
    kernels: plan.differentiate.calls.filter((call) => isRun(call)).length,
    load: (state) => model.load(state),
    async pass() {
      const [output, gradient] = await machine.run(plan.differentiate, [trainOutput, inputGradient!]);
      return {output, inputGradient: gradient};
    },
    run: async () => void (await machine.run(plan.differentiate, [metrics])),
    dispose: () => model.dispose()
  };
}

function referenceForm(model: Model, {x, count, target}: BlockBatch): FormModel {
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
