import {beforeAll, describe, expect, test} from "vitest";
import {createModel} from "../../components/model/model.js";
import {openBackend} from "../../components/worker/backend.js";
import {relativeError} from "../model/numbers.js";
import {poison} from "./poison.js";
import {randomBatch} from "./randomBatch.js";
import {createWasmModel} from "./wasmModel.js";
import {zooKinds} from "./zooKinds.js";

const sgd = {learningRate: 0.05, momentum: 0.9, weightDecay: 1e-4};

beforeAll(async () => {
  await openBackend({only: "cpu"}); // for the reference executor
});

describe.each(zooKinds)("PlanModel of %s", (_, network, input) => {
  test("steps, evaluates and gives the images' gradient as the reference executor does", async () => {
    const plan = await createWasmModel(network, input, {seed: 3, withInput: true});
    const reference = createModel(network, input, {seed: 3});
    for (const seed of [1, 0xfedcba98]) {
      const {images, labels} = randomBatch(4, input, {seed});
      const gradients = [
        await plan.inputGradient(images, labels),
        await reference.inputGradient(images, labels)
      ];
      expect(relativeError(gradients[0], gradients[1])).toBeLessThan(1e-4);
      poison(plan);
      const [ours, theirs] = [
        await plan.step(images, labels, {...sgd, seed}),
        await reference.step(images, labels, {...sgd, seed})
      ];
      expect(ours.lossNats).toBeCloseTo(theirs.lossNats, 4);
      const [tested, expected] = [
        await plan.evaluate(images, labels),
        await reference.evaluate(images, labels)
      ];
      expect(tested.lossNats).toBeCloseTo(expected.lossNats, 4);
    }
    const [ours, theirs] = [await plan.state(), await reference.state()];
    for (const name of Object.keys(theirs))
      expect(relativeError(ours[name], theirs[name]), name).toBeLessThan(1e-4);
    plan.dispose();
    reference.dispose();
  });

  test("measures the last step with the mask that it was taken with", async () => {
    const plan = await createWasmModel(network, input, {seed: 3});
    const reference = createModel(network, input, {seed: 3});
    const {images, labels} = randomBatch(4, input, {seed: 5});
    await plan.step(images, labels, {...sgd, seed: 11});
    await reference.step(images, labels, {...sgd, seed: 11, measured: true});
    const [ours, theirs] = [await plan.measure(), await reference.measure()];
    expect(ours.responses.map(({block}) => block)).toEqual(theirs.responses.map(({block}) => block));
    for (const [i, {residual, shortcut}] of theirs.responses.entries()) {
      expect(ours.responses[i].residual).toBeCloseTo(residual, 4);
      expect(ours.responses[i].shortcut).toBeCloseTo(shortcut, 4);
    }
    plan.dispose();
    reference.dispose();
  });

  test("drops by the seed: another gives another loss, the same the same", async () => {
    const losses = await Promise.all(
      [1, 2, 1].map(async (seed) => {
        const model = await createWasmModel(network, input, {seed: 3});
        const {images, labels} = randomBatch(4, input, {seed: 5});
        return (await model.step(images, labels, {...sgd, seed})).lossNats;
      })
    );
    expect(losses[2]).toBe(losses[0]);
    const drops = JSON.stringify(network).includes('"dropout"');
    expect(losses[1] !== losses[0]).toBe(drops);
  });
});
