import * as tf from "@tensorflow/tfjs";
import {beforeAll, expect, test} from "vitest";
import {createModel, type Model} from "../../components/model/model.js";
import {type Expression, label, sequence, sum} from "../../components/network/expression.js";
import {conv, identity, norm, relu} from "../../components/network/leaf.js";
import {openBackend} from "../../components/worker/backend.js";
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

// He et al. 2016, eq. 4 and 5: x_L = x_ℓ + Σ F(x_i), so dε/dx_ℓ = dε/dx_L · (1 + d/dx_ℓ Σ F(x_i)).

const preActivated = (i: number): Expression =>
  sequence(label(`bn${i}`, norm()), relu(), label(`conv${i}`, conv(4, 3)));

/** x_L: blocks that add F to what they get, and do nothing else. */
const chain = (count: number): Expression =>
  sequence(...Array.from({length: count}, (_, i) => sum(preActivated(i), identity())));

/** Σ F(x_i): the sum of the residual functions of that chain, each of the x_i that the blocks before it make. */
const sumOfResiduals = (count: number): Expression =>
  sum(
    ...Array.from({length: count}, (_, i) =>
      i === 0 ? preActivated(0) : sequence(chain(i), preActivated(i))
    )
  );

/** Gives each copy of a layer the parameters of the layer it copies: `conv0_2` those of `conv0`. */
async function shareParameters(from: Model, to: Model): Promise<void> {
  const state = await from.state();
  const originals = to.specs.map(({name}) => [name, name.replace(/_\d+\./, ".")] as const);
  to.load(Object.fromEntries(originals.map(([name, original]) => [name, state[original]])));
}

test("over several blocks it is dε/dx_L times 1 plus the gradient of the sum of the residual functions", async () => {
  const deep = modelOf(chain(3));
  const residuals = modelOf(sumOfResiduals(3));
  await shareParameters(deep, residuals);
  const [H, F] = [await gradientsOf(deep), await gradientsOf(residuals)];
  const formula = F.ofInput.map((value, i) => dy[i] + value); // dy is dε/dx_L
  expect(relativeError(H.ofInput, formula)).toBeLessThan(1e-5);
  expect(relativeError(H.ofInput, F.ofInput)).toBeGreaterThan(0.1);
  expect(relativeError(H.ofInput, dy)).toBeGreaterThan(0.1);
});
