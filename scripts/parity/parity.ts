import * as tf from "@tensorflow/tfjs";
import type {ModelState} from "../../components/experiment/modelState.js";
import {crossEntropy} from "../../components/model/crossEntropy.js";
import {createModel} from "../../components/model/model.js";
import {relativeError} from "../../components/model/relativeError.js";
import type {Expression} from "../../components/network/expression.js";
import type {ParameterSpec} from "../../components/network/parameters.js";
import type {Volume} from "../../components/network/shapes.js";
import {
  imagesFromPyTorch,
  valuesFromPyTorch,
  valuesToPyTorch
} from "../../components/weights/pytorchLayout.js";
import {type Fixture, type FixtureCase, fixtureCases, type FixtureTensor} from "./fixture.js";

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

/** What a step on a fixture's batch gave, from before its parameters moved: all in our own layouts. */
export interface SubjectStep {
  /** `[batch, height, width, channels]` */
  output: ArrayLike<number>;
  loss: number;
  /** By parameter name. */
  gradients: ReadonlyMap<string, ArrayLike<number>>;
  inputGradient: ArrayLike<number>;
}

/** A network that trains in one of our ways, to be compared with PyTorch's. Must be disposed. */
export interface ParitySubject {
  readonly specs: readonly ParameterSpec[];
  load(state: ModelState): void;
  state(): Promise<ModelState>;
  /** Returns the output for the fixture's input, with running statistics. */
  predict(): Promise<ArrayLike<number>>;
  /** Takes one step of the fixture's optimizer on the fixture's batch. */
  step(): Promise<SubjectStep>;
  dispose(): void;
}

/** Returns a subject with the fixture's input, target and optimizer. */
export type CreateSubject = (network: Expression, fixture: Fixture) => ParitySubject | Promise<ParitySubject>;

/** The largest difference that passes, relative to the tensor's norm. */
export const tolerance = 1e-4;

/**
 * Returns how one of our ways to train compares with a *fixture* made by PyTorch: outputs, loss, gradients, running
 * statistics, and parameters after one step; losses and outputs after the next steps if the fixture has them. Without
 * *create* it is the reference executor, on the backend that is set.
 */
export async function compare(
  fixture: Fixture,
  create: CreateSubject = referenceSubject
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const one of fixtureCases(fixture)) comparisons.push(await compareCase(fixture, one, create));
  return comparisons;
}

/** Returns the reference executor as a subject. */
export function referenceSubject(network: Expression, fixture: Fixture): ParitySubject {
  const model = createModel(network, inputVolume(fixture));
  const input = (): tf.Tensor4D =>
    tf.tensor4d(inputValues(fixture), [fixture.input.shape[0], ...inputVolume(fixture)]);
  return {
    specs: model.specs,
    load: (state) => model.load(state),
    state: () => model.state(),
    async predict() {
      const output = tf.tidy(() => model.predict(input()));
      return valuesOf(output);
    },
    async step() {
      const x = input();
      const {output, loss, gradients, inputGradient} = model.gradients(x, lossOf(fixture), {withInput: true});
      model.apply(gradients, fixture.optimizer);
      const [lossValue] = await valuesOf(loss);
      const values = new Map<string, ArrayLike<number>>();
      for (const [name, gradient] of gradients) values.set(name, await valuesOf(gradient));
      x.dispose();
      return {
        output: await valuesOf(output),
        loss: lossValue,
        gradients: values,
        inputGradient: await valuesOf(inputGradient!)
      };
    },
    dispose: () => model.dispose()
  };
}

/** Returns the size of a fixture's images. */
export function inputVolume({input: {shape}}: Fixture): Volume {
  const [, channels, height, width] = shape;
  return [height, width, channels];
}

/** Returns a fixture's images, `[batch, height, width, channels]`. */
export function inputValues({input}: Fixture): Float32Array {
  return imagesFromPyTorch(input.data, input.shape);
}

/** Returns what a fixture's output is compared with: class numbers `[batch]`, or values in the output's shape. */
export function targetOf({target}: Fixture): {labels: Int32Array} | {values: Float32Array} {
  return target.shape.length === 1
    ? {labels: Int32Array.from(target.data)}
    : {values: imagesFromPyTorch(target.data, target.shape)};
}

async function compareCase(fixture: Fixture, one: FixtureCase, create: CreateSubject): Promise<Comparison> {
  const subject = await create(one.network, fixture);
  try {
    subject.load(givenState(fixture, one, subject.specs));
    const differences = [...(await compareStep(subject, one)), ...(await compareLater(subject, one))];
    const passed = differences.every(({relative}) => relative <= tolerance); // false for NaN too
    return {name: one.name, differences, passed};
  } finally {
    subject.dispose();
  }
}

function givenState(
  {name}: Fixture,
  {parameters, buffers}: FixtureCase,
  specs: readonly ParameterSpec[]
): ModelState {
  const given: Record<string, FixtureTensor> = {...parameters, ...buffers?.before};
  const state: ModelState = {};
  for (const spec of specs) {
    const tensor = given[spec.name];
    if (tensor) state[spec.name] = valuesFromPyTorch(tensor.data, spec);
    else if (spec.trainable) throw new Error(`invalid fixture: ${name} has no parameter ${spec.name}`);
  }
  const unknown = Object.keys(parameters).find((parameter) => !(parameter in state));
  if (unknown) throw new Error(`invalid fixture: ${name}; the network has no parameter ${unknown}`);
  return state;
}

async function compareStep(subject: ParitySubject, one: FixtureCase): Promise<Difference[]> {
  const differences: Difference[] = [];
  const check = (quantity: string, ours: ArrayLike<number>, theirs: ArrayLike<number>) =>
    differences.push({quantity, relative: relativeError(ours, theirs)});
  const specOf = new Map(subject.specs.map((spec) => [spec.name, spec]));

  if (one.evalOutput) check("output in evaluation", await subject.predict(), imagesOf(one.evalOutput));

  const {output, loss, gradients, inputGradient} = await subject.step();
  check("output", output, imagesOf(one.output));
  check("loss", [loss], [one.loss]);
  for (const [name, gradient] of gradients) {
    check(`gradient ${name}`, valuesToPyTorch(gradient, specOf.get(name)!), one.gradients[name].data);
  }
  if (one.inputGradient) check("gradient of the input", inputGradient, imagesOf(one.inputGradient));

  const state = await subject.state();
  const expected = {...one.after, ...one.buffers?.after};
  for (const [name, tensor] of Object.entries(expected)) {
    check(`after ${name}`, valuesToPyTorch(state[name], specOf.get(name)!), tensor.data);
  }
  return differences;
}

/** The steps after the first, on the same batch. */
async function compareLater(subject: ParitySubject, one: FixtureCase): Promise<Difference[]> {
  if (!one.losses) return [];
  const differences: Difference[] = [];
  for (const [step, expected] of one.losses.entries()) {
    if (step === 0) continue; // taken already
    const {loss} = await subject.step();
    differences.push({
      quantity: `loss of step ${step + 1}`,
      relative: relativeError([loss], [expected])
    });
  }
  if (one.evalOutputAfterSteps) {
    const relative = relativeError(await subject.predict(), imagesOf(one.evalOutputAfterSteps));
    differences.push({quantity: "output in evaluation after the steps", relative});
  }
  return differences;
}

/** Cross-entropy where the target is class numbers, else the mean squared error. */
function lossOf(fixture: Fixture): (output: tf.Tensor4D) => tf.Scalar {
  const target = targetOf(fixture);
  return (output) =>
    "labels" in target
      ? crossEntropy(tf.reshape(output, [output.shape[0], -1]), tf.tensor1d(target.labels, "int32"))
      : tf.mean(tf.square(tf.sub(output, tf.tensor4d(target.values, output.shape))));
}

/** A fixture's images, or class scores, as `[batch, height, width, channels]`. */
function imagesOf({data, shape}: FixtureTensor): ArrayLike<number> {
  return shape.length === 4 ? imagesFromPyTorch(data, shape) : data;
}

/** The values of *x*, which is disposed. */
async function valuesOf(x: tf.Tensor): Promise<Float32Array> {
  const values = (await x.data<"float32">()).slice();
  x.dispose();
  return values;
}
