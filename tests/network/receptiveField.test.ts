import {expect, test} from "vitest";
import {downSampling} from "../../components/network/downSampling.js";
import {concat, sequence, sum} from "../../components/network/expression.js";
import {conv, dense, globalAveragePool, identity, maxPool, subsample} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import {receptiveField, receptiveFields} from "../../components/network/receptiveField.js";
import type {Volume} from "../../components/network/shapes.js";

const input: Volume = [64, 64, 4];

test("receptiveField(three 3×3 convolutions) is that of one 7×7", () => {
  const three = sequence(conv(4, 3), conv(4, 3), conv(4, 3));
  expect(receptiveField(three, input)).toEqual({size: 7, stride: 1});
  expect(receptiveField(conv(4, 7), input)).toEqual({size: 7, stride: 1});
});

test("receptiveField(conv 7×7/2, max pool 3×3/2, conv 3×3) is 19 at stride 4: a residual network's stem", () => {
  const stem = sequence(conv(4, 7, {stride: 2}), maxPool(3, {stride: 2, padding: 1}));
  expect(receptiveField(stem, input)).toEqual({size: 11, stride: 4});
  expect(receptiveField(sequence(stem, conv(4, 3)), input)).toEqual({size: 19, stride: 4});
});

test("receptiveField(conv 3×3, dilation 3) is 7", () => {
  expect(receptiveField(conv(4, 3, {dilation: 3}), input)).toEqual({size: 7, stride: 1});
});

test("receptiveField(joins) is the most any branch sees", () => {
  expect(receptiveField(sum(sequence(conv(4, 3), conv(4, 3)), identity()), input).size).toBe(5);
  expect(receptiveField(concat(conv(4, 1), conv(4, 5)), input).size).toBe(5);
  expect(receptiveField(sum(conv(4, 3, {stride: 2}), subsample(2)), input)).toEqual({size: 3, stride: 2});
});

test("receptiveField(global average and dense) covers every position", () => {
  expect(receptiveField(globalAveragePool(), input).size).toBe(64);
  expect(receptiveField(sequence(conv(4, 3), dense(2)), input).size).toBe(66);
});

// By hand for resnet50: 11 after the stem; 3 · 2·4; 2·4 + 3 · 2·8; 2·8 + 5 · 2·16; 2·16 + 2 · 2·32 more in the stages.
// Araujo, Norris and Sim 2019 (distill.pub, "Computing Receptive Fields of Convolutional Neural Networks"), Table 1: 212
// for VGG-16 and 483, 1027, 1507 for bottleneck networks, there with strides in the last block of a stage, which sees as
// much as strides in the first 1×1.
const fields = [
  {name: "vgg16", options: {}, size: 212},
  {name: "resnet50", options: {}, size: 11 + 24 + 8 + 48 + 16 + 160 + 32 + 128},
  {name: "resnet50", options: {strideIn1x1: true}, size: 483},
  {name: "resnet101", options: {strideIn1x1: true}, size: 1027},
  {name: "resnet152", options: {strideIn1x1: true}, size: 1507}
];

for (const {name, options, size} of fields) {
  test(`receptiveField(${name}, ${JSON.stringify(options)}) is ${size} at stride 32 before its head`, () => {
    const {expression, input} = namedNetwork(name, options);
    const rows = receptiveFields(expression, input).filter(
      (row) => !/^(avgpool|fc|classifier)/.test(row.name)
    );
    expect(rows[rows.length - 1]).toMatchObject({size, stride: 32});
  });
}

test("receptiveFields(cifar-resnet-8) has a row for every leaf and join", () => {
  const {expression, input} = namedNetwork("cifar-resnet-8");
  const rows = receptiveFields(expression, input);
  expect(rows[0]).toEqual({name: "conv1", size: 3, stride: 1});
  // conv1, then 2 · 2 (stage 1), 2 + 4 (stage 2), 4 + 8 (stage 3) more positions
  expect(rows.find(({name}) => name === "layer3.0")).toEqual({name: "layer3.0", size: 25, stride: 4});
});

test("downSampling(network) is the product of its strides", () => {
  const factor = (name: string): number => downSampling(namedNetwork(name).expression);
  expect(["resnet18", "resnet50", "vgg16", "cifar-resnet-20", "cifar-plain-20"].map(factor)).toEqual([
    32, 32, 32, 4, 4
  ]);
});
