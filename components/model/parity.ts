import * as tf from "@tensorflow/tfjs";
import type {Expression} from "../network/expression.js";
import type {Volume} from "../network/shapes.js";
import {crossEntropy} from "./crossEntropy.js";
import {type Fixture, type FixtureCase, fixtureCases, type FixtureTensor} from "./fixture.js";
import {createModel, type Model, type ModelState} from "./model.js";
import {fromPyTorch, imagesFromPyTorch, toPyTorch} from "./pytorch.js";

/** How far one quantity is from PyTorch's. */
export interface Difference {
  /** Such as `output`, `gradient conv1.weight`, `after fc.bias`. */
  quantity: string;
  /** ‖ours − theirs‖ / ‖theirs‖, or ‖ours − theirs‖ where theirs is 0. */
  relative: number;
}

/** How one case of a fixture compares. */
export interface Comparison {
  name: string;
  differences: Difference[];
  passed: boolean;
}

/** The largest difference that passes, relative to the tensor's norm. */
export const tolerance = 1e-4;

/**
 * Returns how the reference path, on the backend that is set, compares with a *fixture* made by PyTorch: outputs,
 * loss, gradients, running statistics, and parameters after one step; losses and outputs after the next steps if the
 * fixture has them.
 */
export async function compare(fixture: Fixture): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const one of fixtureCases(fixture)) comparisons.push(await compareCase(fixture, one));
  return comparisons;
}

async function compareCase(fixture: Fixture, one: FixtureCase): Promise<Comparison> {
  const model = caseModel(fixture, one);
  try {
    const differences = [
      ...(await compareStep(model, fixture, one)),
      ...(await compareLater(model, fixture, one))
    ];
    const passed = differences.every(({relative}) => relative <= tolerance); // false for NaN too
    return {name: one.name, differences, passed};
  } finally {
    model.dispose();
  }
}

function caseModel(fixture: Fixture, {network, parameters, buffers}: FixtureCase): Model {
  const [, channels, height, width] = fixture.input.shape;
  const model = createModel(network as Expression, [height, width, channels] as Volume);
  const given: Record<string, FixtureTensor> = {...parameters, ...buffers?.before};
  const state: ModelState = {};
  for (const spec of model.specs) {
    const tensor = given[spec.name];
    if (tensor) state[spec.name] = fromPyTorch(tensor.data, spec);
    else if (spec.trainable)
      throw new Error(`invalid fixture: ${fixture.name} has no parameter ${spec.name}`);
  }
  const unknown = Object.keys(parameters).find((name) => !(name in state));
  if (unknown) throw new Error(`invalid fixture: ${fixture.name}; the network has no parameter ${unknown}`);
  model.load(state);
  return model;
}

async function compareStep(model: Model, fixture: Fixture, one: FixtureCase): Promise<Difference[]> {
  const differences: Difference[] = [];
  const check = (quantity: string, ours: ArrayLike<number>, theirs: ArrayLike<number>) =>
    differences.push({quantity, relative: relativeDifference(ours, theirs)});
  const x = inputTensor(fixture);
  const specOf = new Map(model.specs.map((spec) => [spec.name, spec]));

  if (one.evalOutput)
    check("output in evaluation", await inPyTorchOrder(model.predict(x)), one.evalOutput.data);

  const {output, loss, gradients, inputGradient} = model.gradients(x, lossOf(fixture), {withInput: true});
  check("output", await inPyTorchOrder(output), one.output.data);
  check("loss", await loss.data(), [one.loss]);
  for (const [name, gradient] of gradients) {
    check(`gradient ${name}`, toPyTorch(await gradient.data(), specOf.get(name)!), one.gradients[name].data);
  }
  if (one.inputGradient)
    check("gradient of the input", await inPyTorchOrder(inputGradient!), one.inputGradient.data);

  model.apply(gradients, fixture.optimizer);
  const state = await model.state();
  const expected = {...one.after, ...one.buffers?.after};
  for (const [name, tensor] of Object.entries(expected)) {
    check(`after ${name}`, toPyTorch(state[name], specOf.get(name)!), tensor.data);
  }
  tf.dispose([x, loss, ...gradients.values(), inputGradient!]);
  return differences;
}

/** The steps after the first, on the same batch. */
async function compareLater(model: Model, fixture: Fixture, one: FixtureCase): Promise<Difference[]> {
  if (!one.losses) return [];
  const x = inputTensor(fixture);
  const differences: Difference[] = [];
  for (const [step, expected] of one.losses.entries()) {
    if (step === 0) continue; // taken already
    const {output, loss, gradients} = model.gradients(x, lossOf(fixture));
    differences.push({
      quantity: `loss of step ${step + 1}`,
      relative: relativeDifference(await loss.data(), [expected])
    });
    model.apply(gradients, fixture.optimizer);
    tf.dispose([output, loss, ...gradients.values()]);
  }
  if (one.evalOutputAfterSteps) {
    const ours = await inPyTorchOrder(model.predict(x));
    const relative = relativeDifference(ours, one.evalOutputAfterSteps.data);
    differences.push({quantity: "output in evaluation after the steps", relative});
  }
  x.dispose();
  return differences;
}

function inputTensor({input}: Fixture): tf.Tensor4D {
  const [batch, channels, height, width] = input.shape;
  return tf.tensor4d(imagesFromPyTorch(input.data, input.shape), [batch, height, width, channels]);
}

/** Cross-entropy where the target is class numbers `[batch]`, else the mean squared error. */
function lossOf({target}: Fixture): (output: tf.Tensor4D) => tf.Scalar {
  return (output) =>
    target.shape.length === 1
      ? crossEntropy(tf.reshape(output, [output.shape[0], -1]), tf.tensor1d(target.data, "int32"))
      : tf.mean(tf.square(tf.sub(output, targetTensor(target))));
}

function targetTensor({data, shape}: FixtureTensor): tf.Tensor4D {
  const [batch, channels, height, width] = shape;
  return tf.tensor4d(imagesFromPyTorch(data, shape), [batch, height, width, channels]);
}

/** The values of *x* in PyTorch's order; *x* is disposed. */
async function inPyTorchOrder(x: tf.Tensor4D): Promise<Float32Array> {
  const ordered = tf.tidy(() => tf.transpose(x, [0, 3, 1, 2]));
  x.dispose();
  const values = await ordered.data<"float32">();
  ordered.dispose();
  return values;
}

function relativeDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Infinity;
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < theirs.length; i++) {
    difference += (ours[i] - theirs[i]) ** 2;
    norm += theirs[i] ** 2;
  }
  return norm === 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
}
