import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {createModel} from "../../components/model/model.js";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import type {Order} from "../../components/network/blocks/order.js";
import {openBackend} from "../../components/worker/backend.js";
import {numbers} from "./numbers.js";

// What the orders of He et al. 2016 (arXiv:1603.05027), Fig. 4, make of a block whose last γ is 0.

const shape: [number, number, number, number] = [2, 5, 6, 4];
const anywhere = numbers(240);
const positive = anywhere.map(Math.abs);

beforeAll(async () => {
  await openBackend({only: "cpu"});
});

/** What a block in training makes of *x*, and the gradients of its sum of squares, with the last γ at 0. */
async function withoutLastGamma(order: Order, x: Float32Array) {
  const model = createModel(basicBlock(4, 4, {order}), [5, 6, 4], {seed: 3});
  model.load({"bn2.weight": new Float32Array(4)});
  const input = tf.tensor4d(x, shape);
  const {output, loss, gradients} = model.gradients(input, (y) => tf.sum(tf.square(y)) as tf.Scalar);
  const read = {
    output: await output.data<"float32">(),
    gammaGradient: await gradients.get("bn2.weight")!.data<"float32">()
  };
  tf.dispose([input, output, loss, ...gradients.values()]);
  model.dispose();
  return read;
}

describe("basicBlock(order) with its last γ at 0", () => {
  const identities: [order: Order, of: string, x: Float32Array][] = [
    ["original", "what is not negative", positive],
    ["reluBeforeAddition", "everything", anywhere],
    ["reluOnlyPreActivation", "everything", anywhere]
  ];
  for (const [order, of, x] of identities) {
    test(`is the identity of ${of} in the order ${order}`, async () => {
      expect((await withoutLastGamma(order, x)).output).toEqual(x);
    });
  }

  test("is a relu of what is negative too in the original order", async () => {
    expect((await withoutLastGamma("original", anywhere)).output).toEqual(
      anywhere.map((value) => Math.max(value, 0))
    );
  });

  test("is 0 where the normalization follows the addition", async () => {
    expect((await withoutLastGamma("normAfterAddition", positive)).output).toEqual(new Float32Array(240));
  });

  test("learns, but for the order in which a relu follows that γ", async () => {
    for (const order of ["original", "reluOnlyPreActivation"] as const)
      expect(Math.hypot(...(await withoutLastGamma(order, positive)).gammaGradient)).toBeGreaterThan(1);
    expect((await withoutLastGamma("reluBeforeAddition", positive)).gammaGradient).toEqual(
      new Float32Array(4)
    );
  });
});

test("basicBlock(reluBeforeAddition) gives no value less than its input (He et al. 2016, §4.1)", async () => {
  const model = createModel(basicBlock(4, 4, {order: "reluBeforeAddition"}), [5, 6, 4], {seed: 3});
  const input = tf.tensor4d(anywhere, shape);
  const output = model.predict(input);
  const values = await output.data<"float32">();
  expect(values.every((value, i) => value >= anywhere[i])).toBe(true);
  expect(values).not.toEqual(anywhere);
  tf.dispose([input, output]);
  model.dispose();
});
