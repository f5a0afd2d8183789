import {createHash} from "node:crypto";
import {expect, test} from "vitest";
import {type FirstValues, initialValues} from "../../components/model/initialise.js";
import {namedNetwork} from "../../components/network/named.js";
import {parameters, type ParameterSpec} from "../../components/network/parameters.js";
import {relativeError} from "./numbers.js";

function specsOf(name: string, options = {}): ParameterSpec[] {
  const {expression, input} = namedNetwork(name, options);
  return parameters(expression, input);
}

function valuesOf(
  name: string,
  seed: number,
  options = {},
  how: FirstValues = {}
): Record<string, Float32Array> {
  return Object.fromEntries(
    specsOf(name, options).map((spec) => [spec.name, initialValues(spec, seed, how)])
  );
}

function variance(values: Float32Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

test("initialValues(spec, seed) depends on the seed and on the name, and on nothing else", () => {
  const first = valuesOf("cifar-resnet-8", 1);
  expect(valuesOf("cifar-resnet-8", 1)).toEqual(first);
  const other = valuesOf("cifar-resnet-8", 2);
  expect(other["layer1.0.conv1.weight"]).not.toEqual(first["layer1.0.conv1.weight"]);
  expect(first["layer1.0.conv2.weight"]).not.toEqual(first["layer1.0.conv1.weight"]);
});

// He et al. 2015 (arXiv:1502.01852), eq. 10. The sample variance of n normal values is within 5·√(2/n) of the true one.
for (const name of ["conv1.weight", "layer2.0.conv1.weight", "layer3.0.conv2.weight"]) {
  test(`initialValues(${name}) have variance 2 / fan-in and mean 0`, () => {
    const spec = specsOf("cifar-resnet-8", {width: 32}).find((spec) => spec.name === name)!;
    const values = initialValues(spec, 3);
    expect(values).toHaveLength(spec.shape.reduce((a, b) => a * b));
    const expected = 2 / spec.fanIn;
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    expect(Math.abs(variance(values) / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(expected / values.length));
  });
}

test("initialValues(fc.weight) have variance 1 / fan-in, and its bias is 0", () => {
  const specs = specsOf("cifar-resnet-8", {width: 64});
  const weight = specs.find(({name}) => name === "fc.weight")!;
  const values = initialValues(weight, 1);
  expect(Math.abs(variance(values) * weight.fanIn - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
  expect(
    initialValues(
      specs.find(({name}) => name === "fc.bias")!,
      1
    )
  ).toEqual(new Float32Array(10));
});

test("initialValues of a block do not depend on how many blocks follow it", () => {
  const [shallow, deep] = [valuesOf("cifar-resnet-8", 5), valuesOf("cifar-resnet-20", 5)];
  for (const name of Object.keys(shallow)) expect(deep[name]).toEqual(shallow[name]);
  expect(Object.keys(deep).length).toBeGreaterThan(Object.keys(shallow).length);
});

test("initialValues of a plain and of a residual network are the same", () => {
  expect(valuesOf("cifar-plain-20", 5)).toEqual(valuesOf("cifar-resnet-20", 5));
});

test("initialValues(norm) are γ = 1, β = 0, mean 0 and variance 1; γ = 0 where zeroInit says so", () => {
  const values = valuesOf("cifar-resnet-8", 1, {zeroInit: true});
  const all = (name: string) => [...new Set(values[name])];
  expect(all("layer1.0.bn1.weight")).toEqual([1]);
  expect(all("layer1.0.bn2.weight")).toEqual([0]);
  expect(all("layer1.0.bn1.bias")).toEqual([0]);
  expect(all("layer1.0.bn1.running_mean")).toEqual([0]);
  expect(all("layer1.0.bn2.running_var")).toEqual([1]);
});

test("initialValues(cifar-resnet-20) are, to the bit, those that recorded runs began with", () => {
  const hash = createHash("sha1");
  const values = valuesOf("cifar-resnet-20", 1, {width: 8, size: 16});
  for (const value of Object.values(values)) hash.update(Buffer.from(value.buffer));
  expect(hash.digest("hex")).toBe("2fde1e8ef0edb5e42546c505b486a7c252c3c84b"); // of before there was a choice
  expect(valuesOf("cifar-resnet-20", 1, {width: 8, size: 16}, {initialisation: "he"})).toEqual(values);
});

test("initialValues(initialisation: small) are He's by a factor: the deviation of all weights is 0.01", () => {
  const options = {width: 32, norm: false};
  const [he, small] = [
    valuesOf("cifar-resnet-8", 3, options),
    valuesOf("cifar-resnet-8", 3, options, {initialisation: "small"})
  ];
  for (const {name, kind, layer, fanIn} of specsOf("cifar-resnet-8", options)) {
    const factor = kind === "weight" ? 0.01 / Math.sqrt((layer === "conv" ? 2 : 1) / fanIn) : 1;
    expect(
      relativeError(
        small[name],
        he[name].map((value) => value * factor)
      ) || 0,
      name
    ).toBeLessThan(1e-6);
    if (kind !== "weight") expect(small[name]).toEqual(he[name]);
  }
  const values = small["layer3.0.conv2.weight"];
  expect(Math.abs(variance(values) / 1e-4 - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
});

test("initialValues(norm, initialisation: small) are those of He's initialisation", () => {
  const [he, small] = [
    valuesOf("cifar-resnet-8", 1),
    valuesOf("cifar-resnet-8", 1, {}, {initialisation: "small"})
  ];
  for (const {name} of specsOf("cifar-resnet-8").filter(({layer}) => layer === "norm"))
    expect(small[name]).toEqual(he[name]);
});

test("initialValues(conv bias) are 0 in a network without normalization", () => {
  expect([...new Set(valuesOf("cifar-resnet-8", 1, {norm: false})["conv1.bias"])]).toEqual([0]);
});

test("initialValues(headInit: zero) are 0 in the last dense layer, and elsewhere as without", () => {
  const [he, zero] = [valuesOf("cifar-resnet-8", 1), valuesOf("cifar-resnet-8", 1, {}, {headInit: "zero"})];
  for (const {name, head} of specsOf("cifar-resnet-8")) {
    expect(head, name).toBe(name.startsWith("fc."));
    expect(zero[name], name).toEqual(head ? new Float32Array(he[name].length) : he[name]);
  }
});

test("initialValues(headInit: pytorch) are uniform within ±1 / √fan-in in the last dense layer, its bias too", () => {
  const values = valuesOf("cifar-resnet-8", 1, {width: 64}, {headInit: "pytorch"});
  const most = 1 / Math.sqrt(256);
  for (const name of ["fc.weight", "fc.bias"])
    expect(Math.max(...values[name].map(Math.abs)), name).toBeLessThanOrEqual(most);
  const weights = values["fc.weight"];
  expect(Math.abs(variance(weights) / (most ** 2 / 3) - 1)).toBeLessThan(5 / Math.sqrt(weights.length)); // of a uniform distribution
  expect(Math.max(...weights.map(Math.abs))).toBeGreaterThan(0.99 * most);
  expect(values["fc.bias"].some((value) => value !== 0)).toBe(true);
});

test("only the last of several dense layers is the head", () => {
  expect([
    ...new Set(specsOf("vgg16").flatMap(({head, layerName}) => (head ? [layerName] : [])))
  ]).toHaveLength(1);
});
