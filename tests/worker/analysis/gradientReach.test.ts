import {beforeAll, describe, expect, test} from "vitest";
import {createModel} from "../../../components/model/model.js";
import {label, sequence} from "../../../components/network/expression.js";
import {conv, dense, globalAveragePool, norm, relu} from "../../../components/network/leaf.js";
import {parameters} from "../../../components/network/parameters.js";
import type {Volume} from "../../../components/network/shapes.js";
import {hash} from "../../../components/random/random.js";
import {type DifferentiableModel, gradientReach} from "../../../components/worker/analysis/gradientReach.js";
import {randomDirection} from "../../../components/worker/analysis/randomDirection.js";
import {openBackend} from "../../../components/worker/backend.js";
import {randomBatch} from "../../plan/randomBatch.js";

const input: Volume = [8, 8, 3];
const network = sequence(
  label("conv1", conv(4, 3)),
  label("bn1", norm()),
  relu(),
  globalAveragePool(),
  label("fc", dense(10))
);
const specs = parameters(network, input);
const batch = randomBatch(4, input);
const options = {specs, batch, seed: 3};

beforeAll(async () => {
  await openBackend({only: "wasm"});
});

describe("randomDirection(specs, state, seed)", () => {
  test("has in each filter the norm of its weights, and moves no bias and no normalization", async () => {
    const model = createModel(network, input, {seed: 5});
    const state = await model.state();
    model.dispose();
    const direction = randomDirection(specs, state, 1);
    expect(Object.keys(direction)).toEqual(["conv1.weight", "fc.weight"]);
    for (const [name, filters] of [
      ["conv1.weight", 4],
      ["fc.weight", 10]
    ] as const)
      for (let filter = 0; filter < filters; ++filter) {
        const normOf = (values: Float32Array) =>
          Math.hypot(...values.filter((_, i) => i % filters === filter));
        expect(normOf(direction[name]) / normOf(state[name])).toBeCloseTo(1, 5);
      }
    expect(randomDirection(specs, state, 1)).toEqual(direction);
    expect(randomDirection(specs, state, 2)["fc.weight"]).not.toEqual(direction["fc.weight"]);
  });
});

describe("gradientReach(model, options)", () => {
  test("is the cosine of the gradients here and there, of a loss whose gradient is known", async () => {
    // The loss is the sum of w³ / 3, its gradient w².
    const [spec] = parameters(sequence(label("fc", dense(2, {bias: false}))), [1, 1, 2]);
    const first = Float32Array.of(1, -2, 0.5, 3);
    let w: Float32Array = first;
    const model: DifferentiableModel = {
      state: async () => ({"fc.weight": first}),
      load: (state) => void (w = state["fc.weight"]),
      parameterGradients: async () => new Map([["fc.weight", Float32Array.from(w, (value) => value ** 2)]])
    };
    const rows = await gradientReach(model, {...options, specs: [spec], directions: 1});
    const direction = randomDirection([spec], {"fc.weight": first}, hash(3, 0));
    for (const {distance, cosine} of rows) {
      const there = Array.from(first, (value, i) => (value + distance * direction["fc.weight"][i]) ** 2);
      const here = Array.from(first, (value) => value ** 2);
      const product = here.reduce((sum, value, i) => sum + value * there[i], 0);
      expect(cosine).toBeCloseTo(product / Math.hypot(...here) / Math.hypot(...there), 5);
    }
    expect(w).toBe(first);
  });
});
