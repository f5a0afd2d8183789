import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {cost, layerCosts} from "../../components/network/cost.js";
import type {Expression} from "../../components/network/expression.js";
import {namedNetwork} from "../../components/network/named.js";
import {parameters} from "../../components/network/parameters.js";
import {groupShapes, outputShape, type Volume} from "../../components/network/shapes.js";
import {type Inception, inception} from "../../components/network/zoo/googLeNet.js";

// Made with PyTorch from plain nn modules, hooks on every convolution and fully connected layer; see its `definition`.
const counts = JSON.parse(readFileSync(new URL("../fixtures/counts.json", import.meta.url), "utf8"));

interface Count {
  input: [number, number, number];
  parameters: number;
  multiplyAddsConv: number;
  multiplyAddsDense: number;
  bnRunningStatistics: number;
  stages: {name: string; shape: [number, number, number]}[];
}

interface Built {
  expression: Expression;
  input: Volume;
}

const table: Record<string, () => Built> = {
  resnet18: () => namedNetwork("resnet18"),
  resnet34: () => namedNetwork("resnet34"),
  resnet50: () => namedNetwork("resnet50"),
  resnet101: () => namedNetwork("resnet101"),
  resnet152: () => namedNetwork("resnet152"),
  resnext50_32x4d: () => namedNetwork("resnext50_32x4d"),
  resnext101_32x8d: () => namedNetwork("resnext101_32x8d"),
  wide_resnet50_2: () => namedNetwork("wide_resnet50_2"),
  resnet50_v1: () => namedNetwork("resnet50", {strideIn1x1: true}),
  resnet101_v1: () => namedNetwork("resnet101", {strideIn1x1: true}),
  resnet152_v1: () => namedNetwork("resnet152", {strideIn1x1: true}),
  cifar_resnet20_A: () => namedNetwork("cifar-resnet-20"),
  cifar_resnet32_A: () => namedNetwork("cifar-resnet-32"),
  cifar_resnet44_A: () => namedNetwork("cifar-resnet-44"),
  cifar_resnet56_A: () => namedNetwork("cifar-resnet-56"),
  cifar_resnet110_A: () => namedNetwork("cifar-resnet-110"),
  cifar_resnet1202_A: () => namedNetwork("cifar-resnet-1202"),
  cifar_resnet20_B: () => namedNetwork("cifar-resnet-20", {shortcut: "B"}),
  cifar_plain20: () => namedNetwork("cifar-plain-20"),
  cifar_resnet56_B: () => namedNetwork("cifar-resnet-56", {shortcut: "B"}),
  cifar_plain56: () => namedNetwork("cifar-plain-56"),
  resnext29_8x64d: () => namedNetwork("cifar-resnext-29-8x64d"),
  resnext29_16x64d: () => namedNetwork("cifar-resnext-29-16x64d"),
  alexnet_original: () => namedNetwork("alexnet-original"),
  alexnet_torchvision: () => namedNetwork("alexnet"),
  vgg16: () => namedNetwork("vgg16"),
  vgg19: () => namedNetwork("vgg19"),
  nin_cifar10: () => namedNetwork("nin-cifar"),
  googlenet: () => namedNetwork("googlenet-paper"),
  inception3a: () => module3a({}),
  inception3a_no_reduction: () => module3a({threesReduce: 0, fivesReduce: 0, poolProjection: 0}),
  inception3a_no_reduction_pool_projection: () => module3a({threesReduce: 0, fivesReduce: 0})
};

function module3a(changes: Partial<Inception>): Built {
  const filters = {ones: 64, threesReduce: 96, threes: 128, fivesReduce: 16, fives: 32, poolProjection: 32};
  return {expression: inception({...filters, ...changes}), input: [28, 28, 192]};
}

test("the table of networks has every network that was counted", () => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(counts.networks).sort());
});

for (const [name, count] of Object.entries<Count>(counts.networks)) {
  const [channels, height, width] = count.input;

  test(`cost(${name}) counts ${count.parameters.toLocaleString("en")} parameters and PyTorch's multiply-adds`, () => {
    const {expression, input} = table[name]();
    expect(input).toEqual([height, width, channels]);
    const total = cost(expression, input);
    expect(total.parameters).toBe(count.parameters);
    expect(total.multiplyAdds).toBe(count.multiplyAddsConv + count.multiplyAddsDense);
    const dense = layerCosts(expression, input).filter(({step}) => step.type === "dense");
    expect(dense.reduce((sum, row) => sum + row.multiplyAdds, 0)).toBe(count.multiplyAddsDense);
  });

  test(`parameters(${name}) lists ${count.bnRunningStatistics} running statistics under unique names`, () => {
    const {expression, input} = table[name]();
    const specs = parameters(expression, input);
    const statistics = specs.filter(({trainable}) => !trainable);
    expect(statistics.reduce((sum, {shape}) => sum + shape[0], 0)).toBe(count.bnRunningStatistics);
    expect(new Set(specs.map((spec) => spec.name)).size).toBe(specs.length);
  });

  test(`groupShapes(${name}) gives the volume after every stage`, () => {
    const {expression, input} = table[name]();
    expect(stageShapes(expression, input, count)).toEqual(
      count.stages.map(({shape: [channels, height, width]}) => [height, width, channels])
    );
  });
}

// torchvision numbers the layers of these where the counts name them: their windows and dense layers come in order.
function stageShapes(expression: Expression, input: Volume, {stages}: Count): (Volume | undefined)[] {
  const output = outputShape(expression, input);
  const groups = new Map(groupShapes(expression, input).map((row) => [row.name, row.output]));
  if (groups.has("features")) {
    const types = ["conv", "maxPool", "dense"];
    const rows = layerCosts(expression, input).filter(({step}) => types.includes(step.type));
    return [...rows.map((row) => row.output), output];
  }
  return stages.map(({name}) => (name === "output" ? output : groups.get(ours(name, groups))));
}

// GoogLeNet's stem and pools have torchvision's names.
function ours(name: string, groups: Map<string, Volume>): string {
  if (!groups.has("inception3a")) return name;
  const names: Record<string, string> = {conv2_reduce: "conv2", conv2: "conv3"};
  return names[name] ?? name.replace(/^pool/, "maxpool");
}
