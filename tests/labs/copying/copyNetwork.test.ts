import {sum} from "d3-array";
import {describe, expect, test} from "vitest";
import {copyKinds, createCopyTraining} from "../../../components/labs/copying/copyNetwork.js";
import {createRandom} from "../../../components/random/random.js";

const width = 3;
const random = createRandom(5);
/** Five inputs, none below 0. */
const inputs = Float32Array.from({length: 5 * width}, () => random.uniform());

describe.each(copyKinds)("a %s network", (kind) => {
  test("goes down the gradient of the squared differences of an image", () => {
    const network = {kind, layers: 4, width, seed: 2};
    const {parameters, outputs, step} = createCopyTraining(network);
    const start = parameters.map((values) => values.slice());
    for (const [p, values] of parameters.entries())
      if (p % 3 === 1) start[p] = values.map((_, i) => 0.7 + 0.1 * i); // a γ of 0 hides what is before it
    const loss = () => sum(outputs(inputs), (value, i) => (value - inputs[i]) ** 2) / 5;
    const at = (values: readonly Float32Array[]) => {
      for (const [p, own] of values.entries()) parameters[p].set(own);
    };
    at(start);
    const rate = 1 / 64;
    step(inputs, {rate, momentum: 0});
    const gradients = parameters.map((values, p) => values.map((value, i) => (start[p][i] - value) / rate));
    const h = 1 / 512;
    for (const [p, values] of start.entries())
      for (const i of values.keys()) {
        const [higher, lower] = [h, -h].map((change) => {
          at(start);
          parameters[p][i] += change;
          return loss();
        });
        expect(gradients[p][i], `parameter ${p}, ${i}`).toBeCloseTo((higher - lower) / (2 * h), 1);
      }
  });

  test("has the same outputs with the same seed, and others with another", () => {
    const of = (seed: number) => createCopyTraining({kind, layers: 2, width, seed}).outputs(inputs);
    expect(of(1)).toEqual(of(1));
    if (kind !== "zeroGamma") expect(of(1)).not.toEqual(of(2));
  });
});

test("with a last γ of 0, a network copies from the start, and has no gradient that would change that", () => {
  const {outputs, step} = createCopyTraining({kind: "zeroGamma", layers: 8, width, seed: 1});
  expect(outputs(inputs)).toEqual(inputs);
  for (let i = 0; i < 5; ++i) step(inputs, {rate: 0.1, momentum: 0.9});
  expect(outputs(inputs)).toEqual(inputs);
});

test("a plain layer copies what is not negative if its weights are the identity, γ the deviation and β the mean", () => {
  const {parameters, outputs} = createCopyTraining({kind: "plain", layers: 2, width, seed: 1});
  for (const [p, values] of parameters.entries())
    for (let j = 0; j < width; ++j) {
      const own = [0, 1, 2, 3, 4].map((i) => inputs[i * width + j]);
      const mean = sum(own) / 5;
      if (p % 3 === 0)
        values.set(
          [0, 1, 2].map((k) => Number(k === j)),
          j * width
        );
      else values[j] = p % 3 === 1 ? Math.sqrt(sum(own, (value) => (value - mean) ** 2) / 5 + 1e-5) : mean;
    }
  for (const [i, value] of outputs(inputs).entries()) expect(value).toBeCloseTo(inputs[i], 4);
});

test("momentum goes on where the gradient has gone: two steps and what is left of the first", () => {
  const network = {kind: "plain", layers: 2, width, seed: 3} as const;
  const [plain, heavy] = [0, 0.5].map((momentum) => {
    const training = createCopyTraining(network);
    const values = [training.parameters[0].slice()];
    for (let i = 0; i < 2; ++i) {
      training.step(inputs, {rate: 0.01, momentum});
      values.push(training.parameters[0].slice());
    }
    return values;
  });
  expect(heavy[1]).toEqual(plain[1]);
  for (const [i, value] of heavy[2].entries())
    expect(value - plain[2][i]).toBeCloseTo(0.5 * (plain[1][i] - plain[0][i]), 5);
});

test("a block needs two layers", () => {
  expect(() => createCopyTraining({kind: "plain", layers: 3, width, seed: 1})).toThrow(
    "invalid layers: 3; blocks of two layers make an even number"
  );
  expect(() => createCopyTraining({kind: "plain", layers: 0, width, seed: 1})).toThrow("invalid layers: 0");
});
