import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import type {ModelState} from "../../components/experiment/modelState.js";
import {optimizerOf, type StepOptions} from "../../components/experiment/optimizers/optimizers.js";
import {crossEntropy} from "../../components/model/crossEntropy.js";
import {createModel} from "../../components/model/model.js";
import {relativeError} from "../../components/model/relativeError.js";
import {namedNetwork} from "../../components/network/named.js";
import {handMade, type Weight} from "../experiment/optimizers/byHand.js";
import {randomBatch} from "./randomBatch.js";
import {createWasmModel} from "./wasmModel.js";

const batch = 4;
const {expression, input} = namedNetwork("cifar-resnet-8", {width: 4, size: 8});

beforeAll(async () => {
  await tf.setBackend("cpu");
});

type Optimized = (typeof handMade)[number];

/** A model that can tell the gradients of each of its steps. */
interface Told {
  /** Takes a step, and returns the gradients that it has taken it by. */
  step(i: number, options: StepOptions): Promise<ModelState>;
  state(): Promise<ModelState>;
  load(state: ModelState): void;
  dispose(): void;
}

const executors: Record<string, (optimized: Optimized) => Promise<Told>> = {
  async reference({type}) {
    const model = createModel(expression, input, {seed: 7, optimizer: type});
    return {
      async step(i, options) {
        const {images, labels} = randomBatch(batch, input, {seed: i});
        const x = tf.tensor4d(images, [batch, ...input]);
        const y = tf.tensor1d(labels, "int32");
        const {gradients, ...rest} = model.gradients(x, (output) =>
          crossEntropy(tf.reshape(output, [batch, -1]), y)
        );
        const entries = [...gradients].map(([name, gradient]) => [
          name,
          Float32Array.from(gradient.dataSync())
        ]);
        model.apply(gradients, options);
        tf.dispose([x, y, rest, ...gradients.values()]);
        return Object.fromEntries(entries) as ModelState;
      },
      state: () => model.state(),
      load: (state) => model.load(state),
      dispose: () => model.dispose()
    };
  },
  async plan({type}) {
    const model = await createWasmModel(expression, input, {batch, optimizer: type});
    const {layout, specs} = model.plan;
    return {
      async step(i, options) {
        const {images, labels} = randomBatch(batch, input, {seed: i});
        await model.step(images, labels, options);
        const [gradients] = await model.machine.read([layout.whole("gradients")]);
        const trained = specs.filter(({trainable}) => trainable);
        return Object.fromEntries(trained.map(({name}) => [name, layout.cut(name, gradients)]));
      },
      state: () => model.state(),
      load: (state) => model.load(state),
      dispose: () => model.dispose()
    };
  }
};

/** Weights of each parameter, with slots of 0. */
function weightsOf(state: ModelState, names: readonly string[], slots: readonly string[]) {
  const zeros = Object.fromEntries(slots.map((slot) => [slot, 0]));
  const weights = (name: string) => Array.from(state[name], (parameter): Weight => ({parameter, ...zeros}));
  return new Map(names.map((name) => [name, weights(name)]));
}

for (const [executor, create] of Object.entries(executors)) {
  describe(`a step of the ${executor} executor`, () => {
    for (const optimized of handMade) {
      const {title, type, settings, move} = optimized;
      const {slots} = optimizerOf(type);

      test(`is PyTorch's, over 20 steps of its own gradients: ${title}`, async () => {
        const model = await create(optimized);
        const first = await model.state();
        const names = Object.keys(first).filter((name) => `${slots[0]}:${name}` in first);
        const byHand = weightsOf(first, names, slots);
        for (let step = 1; step <= 20; step++) {
          const gradients = await model.step(step, {...settings, step});
          for (const [name, weights] of byHand)
            for (const [i, weight] of weights.entries()) move(weight, gradients[name][i], step);
        }
        const state = await model.state();
        expect(names.length).toBeGreaterThan(20);
        for (const [name, weights] of byHand) {
          const of = (key: string) => weights.map((weight) => weight[key]);
          expect(relativeError(state[name], of("parameter")), name).toBeLessThan(1e-4);
          for (const slot of slots)
            expect(relativeError(state[`${slot}:${name}`], of(slot)), `${slot}:${name}`).toBeLessThan(1e-4);
        }
        model.dispose();
      });
    }

    for (const optimized of [handMade[0], handMade[3]]) {
      const {title, settings} = optimized;
      test(`is the same, to the bit, after state() and load(): ${title}`, async () => {
        const [one, other] = [await create(optimized), await create(optimized)];
        for (let step = 1; step <= 3; step++) await one.step(step, {...settings, step});
        other.load(await one.state());
        for (const model of [one, other]) await model.step(4, {...settings, step: 4});
        expect(await other.state()).toEqual(await one.state());
        one.dispose();
        other.dispose();
      });
    }
  });
}

test("load() refuses what another optimiser keeps, on both executors", async () => {
  for (const create of Object.values(executors)) {
    const model = await create(handMade[3]);
    expect(() => model.load({"velocity:fc.bias": new Float32Array(10)})).toThrow(
      "unknown parameter: velocity:fc.bias"
    );
    model.dispose();
  }
});

test("step() of AdamW asks for the step's number, on both executors", async () => {
  for (const create of Object.values(executors)) {
    const model = await create(handMade[3]);
    await expect(model.step(1, handMade[3].settings)).rejects.toThrow("invalid step: NaN");
    model.dispose();
  }
});

test("inputGradient() is the same on both executors, and leaves all values as they are", async () => {
  const {images, labels} = randomBatch(batch, input);
  const plan = await createWasmModel(expression, input, {batch, withInput: true});
  const reference = createModel(expression, input, {seed: 7});
  const gradients: Float32Array[] = [];
  for (const model of [plan, reference]) {
    const before = await model.state();
    gradients.push(await model.inputGradient(images, labels));
    expect(await model.state()).toEqual(before);
    model.dispose();
  }
  expect(relativeError(gradients[0], gradients[1])).toBeLessThan(1e-4);
});
