import * as tf from "@tensorflow/tfjs";
import {beforeAll, expect, test} from "vitest";
import {createModel, type Model} from "../../components/model/model.js";
import {type Expression, label, sequence, sum} from "../../components/network/expression.js";
import {conv, identity, norm, relu} from "../../components/network/leaf.js";
import {openBackend} from "../../components/training/backend.js";
import {numbers, relativeError} from "./numbers.js";

// He et al. 2016 (arXiv:1603.05027), eq. 5: with identity shortcuts the gradient reaches every block unchanged, and
// what goes through the weights is added to it: dL/dx = dL/dH · (1 + dF/dx).

const shape: [number, number, number, number] = [2, 5, 6, 4];
const [x, dy] = [numbers(240), numbers(240, 2)];

beforeAll(async () => {
  await openBackend({only: "cpu"});
});

function residualFunction(zeroInit = false): Expression {
  return sequence(
    label("conv1", conv(4, 3)),
    label("bn1", norm()),
    relu(),
    label("conv2", conv(4, 3)),
    label("bn2", norm({zeroInit}))
  );
}

const modelOf = (network: Expression): Model => createModel(network, [5, 6, 4], {seed: 3});

/** The gradients of ⟨network(x), dy⟩. */
async function gradientsOf(model: Model) {
  const input = tf.tensor4d(x, shape);
  const {output, loss, gradients, inputGradient} = model.gradients(
    input,
    (y) => tf.sum(tf.mul(y, tf.tensor4d(dy, shape))) as tf.Scalar,
    {withInput: true}
  );
  const ofInput = await inputGradient!.data<"float32">();
  const ofParameters = new Map<string, Float32Array>();
  for (const [name, gradient] of gradients) ofParameters.set(name, await gradient.data<"float32">());
  tf.dispose([input, output, loss, inputGradient!, ...gradients.values()]);
  model.dispose();
  return {ofInput, ofParameters};
}

test("the gradient of H(x) = F(x) + x is the gradient of F plus the identity's", async () => {
  const F = await gradientsOf(modelOf(residualFunction()));
  const H = await gradientsOf(modelOf(sum(residualFunction(), identity())));
  expect(
    relativeError(
      H.ofInput,
      F.ofInput.map((value, i) => value + dy[i])
    )
  ).toBeLessThan(1e-6);
  expect(relativeError(H.ofInput, F.ofInput)).toBeGreaterThan(0.1);
  expect(H.ofParameters).toEqual(F.ofParameters);
});

test("the gradient crosses ten blocks unchanged where F starts at 0, and vanishes without shortcuts", async () => {
  const blocks = (shortcut: boolean) =>
    sequence(
      ...Array.from({length: 10}, (_, i) =>
        label(String(i), shortcut ? sum(residualFunction(true), identity()) : residualFunction(true))
      )
    );
  expect((await gradientsOf(modelOf(blocks(true)))).ofInput).toEqual(dy);
  expect([...new Set((await gradientsOf(modelOf(blocks(false)))).ofInput.map(Math.abs))]).toEqual([0]);
});
