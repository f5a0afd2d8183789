import {expect, test} from "vitest";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {
  bottleneck,
  type BottleneckOptions,
  bottleneckWidth
} from "../../components/network/blocks/bottleneck.js";
import {layerCosts} from "../../components/network/cost.js";
import {operationText} from "../../components/network/describe.js";
import type {Expression} from "../../components/network/expression.js";
import {parameterCount, parameters} from "../../components/network/parameters.js";
import {outputShape, type Volume} from "../../components/network/shapes.js";
import {resNet} from "../../components/network/zoo/resNet.js";

const input: Volume = [8, 8, 6];

function steps(expression: Expression): string[] {
  return layerCosts(expression, input).map(({name, step}) => `${name} ${operationText(step)}`.trim());
}

function weightShapes(expression: Expression, volume = input): Record<string, string> {
  const weights = parameters(expression, volume).filter(({trainable}) => trainable);
  return Object.fromEntries(weights.map(({name, shape}) => [name, shape.join("×")]));
}

const residual = ["conv1 conv 3×3/2, 12", "bn1 norm", "relu relu", "conv2 conv 3×3, 12", "bn2 norm"];

test("basicBlock(6, 6) adds the identity before the last relu", () => {
  expect(steps(basicBlock(6, 6))).toEqual([
    ...["conv1 conv 3×3, 6", "bn1 norm", "relu relu", "conv2 conv 3×3, 6", "bn2 norm"],
    ...["identity identity", "add", "relu relu"]
  ]);
});

test("basicBlock(option A) subsamples and appends zero channels", () => {
  expect(steps(basicBlock(6, 12, {stride: 2, shortcut: "A"}))).toEqual([
    ...residual,
    ...["downsample.subsample subsample /2", "downsample.padChannels zero channels to 12", "add", "relu relu"]
  ]);
});

test("basicBlock(option B) projects where the shape changes", () => {
  const block = basicBlock(6, 12, {stride: 2, shortcut: "B"});
  expect(steps(block)).toEqual([
    ...residual,
    ...["downsample.0 conv 1×1/2, 12", "downsample.1 norm", "add", "relu relu"]
  ]);
  expect(weightShapes(block)).toEqual({
    "conv1.weight": "3×3×6×12",
    "bn1.weight": "12",
    "bn1.bias": "12",
    "conv2.weight": "3×3×12×12",
    "bn2.weight": "12",
    "bn2.bias": "12",
    "downsample.0.weight": "1×1×6×12",
    "downsample.1.weight": "12",
    "downsample.1.bias": "12"
  });
});

test("basicBlock(option C) projects even where the shape stays", () => {
  expect(steps(basicBlock(6, 6, {shortcut: "C"}))).toContain("downsample.0 conv 1×1, 6");
  expect(steps(basicBlock(6, 6, {shortcut: "B"}))).not.toContain("downsample.0 conv 1×1, 6");
});

test("basicBlock(residual: false) is the block without shortcut and sum", () => {
  expect(steps(basicBlock(6, 12, {stride: 2, residual: false}))).toEqual([...residual, "relu relu"]);
});

test("basicBlock(norm: false) has biases in place of normalization", () => {
  const block = basicBlock(6, 12, {stride: 2, norm: false});
  expect(Object.keys(weightShapes(block))).toEqual(
    ["conv1", "conv2", "downsample.0"].flatMap((name) => [`${name}.weight`, `${name}.bias`])
  );
});

test("basicBlock(shortcutScale: λ) multiplies identities and projections", () => {
  expect(steps(basicBlock(6, 6, {shortcutScale: 0.5}))).toContain("scale scale 0.5");
  const projected = steps(basicBlock(6, 12, {stride: 2, shortcutScale: 0.5}));
  expect(projected.indexOf("scale scale 0.5")).toBe(projected.indexOf("downsample.1 norm") + 1);
  expect(steps(basicBlock(6, 6)).join()).not.toContain("scale");
});

test("basicBlock(activation: tanh) has no relu", () => {
  const block = steps(basicBlock(6, 6, {activation: "tanh"}));
  expect(block.filter((step) => step === "tanh tanh")).toHaveLength(2);
  expect(block.join()).not.toContain("relu");
});

test("basicBlock(preActivation) normalizes first and ends in the sum", () => {
  expect(steps(basicBlock(6, 6, {preActivation: true}))).toEqual([
    ...["bn1 norm", "relu relu", "conv1 conv 3×3, 6", "bn2 norm", "relu relu", "conv2 conv 3×3, 6"],
    ...["identity identity", "add"]
  ]);
});

test("basicBlock(preActivation) at a change of shape projects the activated input without a normalization", () => {
  const block = basicBlock(6, 10, {preActivation: true, stride: 2});
  expect(steps(block)).toEqual([
    ...["bn1 norm", "relu relu", "conv1 conv 3×3/2, 10", "bn2 norm", "relu relu", "conv2 conv 3×3, 10"],
    ...["downsample conv 1×1/2, 10", "add"]
  ]);
  expect(block.type === "sequence" && block.parts.map(({type}) => type)).toEqual(["group", "group", "sum"]);
  expect(weightShapes(block)).toMatchObject({"bn1.weight": "6", "downsample.weight": "1×1×6×10"});
});

test("bottleneck(6, 4, stride 2) strides in the 3×3, or in the first 1×1 as in the paper", () => {
  const inside = (options: BottleneckOptions): string[] => steps(bottleneck(6, 4, {stride: 2, ...options}));
  const convolutions = (all: string[]): string[] => all.filter((step) => step.startsWith("conv"));
  expect(convolutions(inside({}))).toEqual([
    "conv1 conv 1×1, 4",
    "conv2 conv 3×3/2, 4",
    "conv3 conv 1×1, 16"
  ]);
  expect(convolutions(inside({strideIn1x1: true}))[0]).toBe("conv1 conv 1×1/2, 4");
  expect(convolutions(inside({strideIn1x1: true}))[1]).toBe("conv2 conv 3×3, 4");
});

test("bottleneck(dilation: 2) keeps its input's size", () => {
  expect(outputShape(bottleneck(6, 4, {dilation: 2}), [9, 7, 6])).toEqual([9, 7, 16]);
});

const resnext = {outChannels: 16, cardinality: 4, stride: 2};

test("bottleneck(form) has as many parameters in each of its three forms, and the same result shape", () => {
  const forms = (["sum", "concat", "grouped"] as const).map((form) => bottleneck(6, 16, {...resnext, form}));
  expect(new Set(forms.map((form) => parameterCount(form, input))).size).toBe(1);
  for (const form of forms) expect(outputShape(form, input)).toEqual([4, 4, 16]);
});

test("bottleneck(form: sum) splits into branches that end in all output channels", () => {
  const shapes = weightShapes(bottleneck(6, 16, {...resnext, form: "sum"}));
  expect(shapes).toMatchObject({
    "branches.0.conv1.weight": "1×1×6×4",
    "branches.3.bn1.weight": "4",
    "branches.3.conv2.weight": "3×3×4×4",
    "branches.3.conv3.weight": "1×1×4×16",
    "bn3.weight": "16"
  });
  expect(shapes).not.toHaveProperty("conv3.weight");
});

test("bottleneck(form: concat) joins its branches before one last convolution", () => {
  const shapes = weightShapes(bottleneck(6, 16, {...resnext, form: "concat"}));
  expect(shapes).toMatchObject({"branches.3.conv2.weight": "3×3×4×4", "conv3.weight": "1×1×16×16"});
  expect(shapes).not.toHaveProperty("branches.0.conv3.weight");
});

test("bottleneck(form: grouped) has one convolution in groups", () => {
  expect(weightShapes(bottleneck(6, 16, resnext))).toMatchObject({
    "conv1.weight": "1×1×6×16",
    "conv2.weight": "3×3×4×16",
    "conv3.weight": "1×1×16×16"
  });
});

test("bottleneckWidth(planes, groupWidth, cardinality) is torchvision's", () => {
  expect(bottleneckWidth(64, 64, 1)).toBe(64);
  expect(bottleneckWidth(64, 4, 32)).toBe(128);
  expect(bottleneckWidth(64, 128, 1)).toBe(128);
  expect(bottleneckWidth(24, 4, 2)).toBe(2);
  expect(() => bottleneckWidth(8, 4, 1)).toThrow("invalid width: 8; with groupWidth 4 it leaves no channel");
});

test("resNet(layers, width, widthPerGroup) has torchvision's narrow bottlenecks", () => {
  const net = resNet({layers: [1, 1, 1, 1], width: 8, groupWidth: 8, numClasses: 10});
  expect(weightShapes(net, [32, 32, 3])).toMatchObject({
    "conv1.weight": "7×7×3×8",
    "layer1.0.conv2.weight": "3×3×1×1",
    "layer4.0.conv2.weight": "3×3×8×8",
    "layer4.0.downsample.0.weight": "1×1×128×256",
    "fc.weight": "256×10"
  });
});

test("resNet(replaceStrideWithDilation) dilates stages as torchvision does", () => {
  const net = resNet({depth: 50, replaceStrideWithDilation: [false, true, true]});
  const dilations = layerCosts(net, [224, 224, 3]).flatMap(({name, step}) =>
    step.type === "conv" && /layer[34]\.[01]\.conv2/.test(name) ? [[name, step.stride, step.dilation]] : []
  );
  expect(dilations).toEqual([
    ["layer3.0.conv2", 1, 1],
    ["layer3.1.conv2", 1, 2],
    ["layer4.0.conv2", 1, 2],
    ["layer4.1.conv2", 1, 4]
  ]);
  expect(outputShape(net, [224, 224, 3])).toEqual([1, 1, 1000]);
});

test("blocks refuse options that contradict each other", () => {
  const zeroInitResidual = true;
  expect(() => basicBlock(6, 6, {zeroInitResidual, norm: false})).toThrow("there is no γ to start at 0");
  expect(() => basicBlock(6, 6, {zeroInitResidual, preActivation: true})).toThrow("ends in a convolution");
  expect(() => basicBlock(6, 6, {zeroInitResidual, residual: false})).toThrow(
    "a plain network would give zeros"
  );
  expect(() => basicBlock(6, 6, {shortcut: "D" as "A"})).toThrow(
    "invalid shortcut: D; it must be one of A, B, C"
  );
  expect(() => basicBlock(6, 6, {stride: 0})).toThrow("invalid stride: 0");
  expect(() => bottleneck(6, 16, {cardinality: 5})).toThrow("invalid cardinality: 5");
  expect(() => bottleneck(6, 16, {cardinality: 5, form: "sum"})).toThrow(
    "invalid cardinality: 5; it must divide"
  );
  expect(() => bottleneck(6, 512, {cardinality: 512, form: "concat"})).toThrow("invalid cardinality: 512");
  expect(() => bottleneck(6, 16, {cardinality: 4, form: "sum", preActivation: true})).toThrow("invalid form");
});
