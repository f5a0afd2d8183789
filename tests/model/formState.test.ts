import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import type {ModelState} from "../../components/experiment/modelState.js";
import {formState} from "../../components/model/formState.js";
import {bottleneck} from "../../components/network/blocks/bottleneck.js";
import {parameters, type ParameterSpec} from "../../components/network/parameters.js";
import {valuesFromPyTorch} from "../../components/weights/pytorchLayout.js";
import {type FixtureTensor, toFixture} from "../../scripts/parity/fixture.js";

// PyTorch cut the weights of the grouped form up itself: see `formsNote` of the fixtures.
for (const file of ["resnext_identity.json", "resnext_projection.json"]) {
  describe(`formState(grouped form) of ${file}`, () => {
    const url = new URL(`../fixtures/parity/${file}`, import.meta.url);
    const {network, parameters: whole, forms} = toFixture(JSON.parse(readFileSync(url, "utf8")), file);
    if (network.kind === "tree") throw new Error(`${file} is of no block`);
    const {inChannels, width, outChannels} = network;
    const stride = file.includes("projection") ? 2 : 1;
    const specsOf = (form: "sum" | "concat" | "grouped") =>
      parameters(bottleneck(inChannels, width!, {outChannels, cardinality: 4, stride, form}), [
        8,
        8,
        inChannels
      ]);
    const valuesOf = (specs: readonly ParameterSpec[], tensors: Record<string, FixtureTensor>): ModelState =>
      Object.fromEntries(
        specs
          .filter(({trainable}) => trainable)
          .map((spec) => [spec.name, valuesFromPyTorch(tensors[spec.name].data, spec)])
      );
    const trainable = (specs: readonly ParameterSpec[]) => specs.filter(({trainable}) => trainable);
    for (const [form, name] of [
      ["sum", "a_splitSum"],
      ["concat", "b_concat"]
    ] as const) {
      test(`is PyTorch's ${name}, number for number`, () => {
        const [grouped, specs] = [trainable(specsOf("grouped")), trainable(specsOf(form))];
        const expected = valuesOf(specs, forms![name].parameters!);
        expect(formState(valuesOf(grouped, whole), grouped, specs)).toEqual(expected);
      });
    }
  });
}

test("formState() of the grouped form itself is a copy", () => {
  const specs = [{name: "conv1.weight", shape: [1, 1, 2, 2], kind: "weight"}] as const;
  const state = {"conv1.weight": Float32Array.of(1, 2, 3, 4)};
  const copy = formState(state, specs, specs);
  expect(copy).toEqual(state);
  expect(copy["conv1.weight"]).not.toBe(state["conv1.weight"]);
});

test("formState() shares a bias of the last convolution out among the branches of the sum form", () => {
  const specsOf = (form: "sum" | "grouped") =>
    parameters(bottleneck(4, 4, {cardinality: 2, outChannels: 4, norm: false, form}), [4, 4, 4]);
  const grouped = specsOf("grouped");
  const state = Object.fromEntries(
    grouped.map(({name, shape}) => [name, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(6)])
  );
  const forms = formState(state, grouped, specsOf("sum"));
  expect(forms["branches.0.conv3.bias"]).toEqual(new Float32Array(4).fill(3));
  expect(forms["branches.1.conv1.bias"]).toEqual(new Float32Array(2).fill(6));
});

test("formState() refuses a parameter that the grouped form does not have", () => {
  const specs = [{name: "branches.0.conv4.weight", shape: [1], kind: "weight"}] as const;
  expect(() => formState({}, [], specs)).toThrow(
    "unknown parameter: branches.0.conv4.weight; the grouped form has no conv4.weight"
  );
});
