import {expect, test} from "vitest";
import {cost} from "../../components/network/cost.js";
import {sequence} from "../../components/network/expression.js";
import {dropout, identity, relu} from "../../components/network/leaf.js";
import {namedNetwork, networkNames} from "../../components/network/named.js";
import {parseOptions} from "../../components/network/namedOptions.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {parameters} from "../../components/network/parameters.js";
import {outputShape} from "../../components/network/shapes.js";
import {cifarResNet} from "../../components/network/zoo/cifar.js";
import {plainNet} from "../../components/network/zoo/plainNet.js";
import {resNet} from "../../components/network/zoo/resNet.js";
import {cifarResNeXt} from "../../components/network/zoo/resNeXt.js";
import {vgg} from "../../components/network/zoo/vgg.js";

for (const pattern of networkNames) {
  const name = pattern.replace("-N-CxWd", "-29-2x8d").replace("-N-K", "-16-2").replace("-N", "-20");
  test(`namedNetwork(${name}) gives 7 logits for 7 classes`, () => {
    const {expression, input} = namedNetwork(name, {numClasses: 7});
    expect(outputShape(expression, input)).toEqual([1, 1, 7]);
  });
}

test("namedNetwork(cifar-resnet-20, options) passes every option on", () => {
  const options: NamedOptions = {
    width: 8,
    size: 16,
    numClasses: 5,
    shortcut: "B",
    zeroInitResidual: true,
    shortcutScale: 0.5
  };
  const {expression, input} = namedNetwork("cifar-resnet-20", {...options, activation: "tanh"});
  expect(input).toEqual([16, 16, 3]);
  const same = cifarResNet({
    ...{depth: 20, width: 8, numClasses: 5, shortcut: "B", zeroInitResidual: true},
    ...{shortcutScale: 0.5, activation: "tanh"}
  });
  expect(expression).toEqual(same);
});

test("namedNetwork(cifar-resnet-20, {}) takes undefined options as absent", () => {
  const plain = namedNetwork("cifar-resnet-20");
  expect(namedNetwork("cifar-resnet-20", {norm: undefined, shortcut: undefined, size: undefined})).toEqual(
    plain
  );
});

test("namedNetwork(cifar-plain-20) has the parameters of cifar-resnet-20", () => {
  const list = (name: string): unknown => {
    const {expression, input} = namedNetwork(name);
    return parameters(expression, input);
  };
  expect(list("cifar-plain-20")).toEqual(list("cifar-resnet-20"));
});

test("namedNetwork(cifar-resnet-20, 32×32) has the cost of the paper's 0.27 million parameters and 41 million multiply-adds", () => {
  const {expression, input} = namedNetwork("cifar-resnet-20");
  const {parameters, multiplyAdds, activationBytes} = cost(expression, input);
  expect(parameters).toBe(269_722);
  expect(multiplyAdds).toBe(40_551_040);
  // conv1, bn1, relu; per block 5 in F, the sum, the last relu; subsample and padChannels twice; avgpool and fc
  const first = 3 + 3 * 7;
  const values = 16_384 * first + (8192 * 3 * 7 + 4096 + 8192) + (4096 * 3 * 7 + 2048 + 4096) + 64 + 10;
  expect(activationBytes).toBe(4 * values);
});

test("cost(sequence) holds no activation for an identity or a dropout", () => {
  const expression = sequence(dropout(0.5), identity(), relu());
  expect(cost(expression, [4, 4, 2])).toEqual({parameters: 0, multiplyAdds: 0, activationBytes: 4 * 32});
});

const faults: [string, object, string][] = [
  ["resnet-50", {}, "unknown network: resnet-50; the networks are alexnet, alexnet-original, zfnet, vgg16"],
  ["", {}, "unknown network: "],
  ["cifar-resnet-21", {}, "invalid depth: 21; CIFAR networks have depth 6n + 2"],
  ["cifar-resnet--2", {}, "invalid depth: -2; CIFAR networks have depth 6n + 2"],
  ["cifar-resnet-2", {}, "invalid depth: 2; CIFAR networks have depth 6n + 2"],
  ["cifar-resnet-1000000004", {}, "invalid depth: 1000000004; a network has at most 10,000 weighted layers"],
  ["cifar-resnext-30-8x64d", {}, "invalid depth: 30; CIFAR ResNeXts have depth 9n + 2"],
  ["cifar-resnext-29-0x64d", {}, "invalid cardinality: 0; it must be a positive integer"],
  ["wide_resnet50_0", {}, "invalid widening: 0; it must be a positive integer"],
  ["resnext50_0x4d", {}, "invalid cardinality: 0; it must be a positive integer"],
  ["resnext50_32x0d", {}, "invalid groupWidth: 0; it must be a positive integer"],
  [
    "cifar-resnet-32",
    {block: "bottleneck"},
    "invalid depth: 32; CIFAR networks of bottlenecks have depth 9n + 2"
  ],
  ["cifar-resnet-20", {block: "wide"}, "invalid block: wide; it must be basic or bottleneck"],
  [
    "cifar-resnet-20",
    {cardinality: 8},
    "invalid cardinality: 8; with only two layers, any number of parallel transformations is one wide block " +
      '(Xie et al. 2017, §3.3); choose block "bottleneck"'
  ],
  ["cifar-plain-20", {groupWidth: 4}, "invalid groupWidth: 4; with only two layers, any number of parallel"],
  [
    "cifar-resnet-20",
    {block: "bottleneck", cardinality: 0.5},
    "invalid cardinality: 0.5; it must be an integer from 1 to 4,096"
  ],
  [
    "cifar-resnet-26",
    {layersPerBlock: 3},
    "invalid layersPerBlock: 3; depth 26 has 8 layers a stage, which such blocks do not fill"
  ],
  ["cifar-resnet-20", {layersPerBlock: 4}, "invalid layersPerBlock: 4; it must be one of 1, 2, 3"],
  ["cifar-resnet-20", {layersPerBlock: "2"}, "invalid layersPerBlock: 2; it must be one of 1, 2, 3"],
  [
    "cifar-resnext-29-2x8d",
    {layersPerBlock: 2},
    "unknown option: layersPerBlock; the options of cifar-resnext-29-2x8d are"
  ],
  ["cifar-resnet-20", {order: "post"}, "invalid order: post; it must be one of original, normAfterAddition"],
  [
    "resnet50",
    {order: "reluBeforeAddition", preActivation: true},
    "invalid preActivation: true; it is short for order preActivation, and the order is reluBeforeAddition"
  ],
  [
    "cifar-wide-resnet-16-2",
    {block: "bottleneck"},
    "unknown option: block; the options of cifar-wide-resnet-16-2 are"
  ],
  ["resnet19", {}, "invalid depth: 19; ImageNet networks have depth 18, 34, 50, 101, 152 or 200"],
  ["resnext50_0x4d", {}, "invalid cardinality: 0; it must be a positive integer"],
  ["plain-50", {}, "invalid depth: 50; plain ImageNet networks have depth 18 or 34"],
  ["vgg11", {}, "invalid depth: 11; VGG networks have depth 16 or 19"],
  ["cifar-resnet-20", {width: 0}, "invalid width: 0; it must be an integer from 1 to 4,096"],
  ["cifar-resnet-20", {width: "8"}, "invalid width: 8; it must be an integer"],
  ["cifar-resnet-20", {shortcut: "D"}, "invalid shortcut: D; it must be one of A, B, C"],
  ["cifar-resnet-20", {shortcutScale: NaN}, "invalid shortcutScale: NaN; it must be a number from"],
  ["cifar-resnet-20", {norm: 1}, "invalid norm: 1; it must be true or false"],
  [
    "cifar-resnet-20",
    {form: "sum"},
    "unknown option: form; the options of cifar-resnet-20 are width, shortcut"
  ],
  ["cifar-resnet-20", {toString: 1}, "unknown option: toString"],
  [
    "cifar-resnet-20",
    {size: 2},
    "invalid size: 2; cifar-resnet-20 divides height and width by 4 and needs at least 4×4"
  ],
  [
    "resnet50",
    {size: 16},
    "invalid size: 16; resnet50 divides height and width by 32 and needs at least 32×32"
  ],
  ["alexnet", {size: 40}, "invalid input: 1×1 (features.12); a 3×3 window with padding 0 does not fit"],
  [
    "cifar-plain-20",
    {zeroInit: true},
    "unknown option: zeroInitResidual; the options of cifar-plain-20 are width"
  ],
  ["resnet18", {strideIn1x1: true}, "invalid strideIn1x1: true; only bottlenecks have it"]
];

for (const [name, options, message] of faults) {
  test(`namedNetwork(${name}, ${JSON.stringify(options)}) throws "${message}"`, () => {
    expect(() => namedNetwork(name, options)).toThrow(message);
  });
}

test("zoo functions refuse depths that are no numbers of their table", () => {
  expect(() => cifarResNet({depth: NaN})).toThrow("invalid depth: NaN; CIFAR networks have depth 6n + 2");
  expect(() => cifarResNet({depth: 20.5})).toThrow("invalid depth: 20.5");
  expect(() => cifarResNet({depth: Infinity})).toThrow("invalid depth: Infinity; a network has at most");
  expect(() => cifarResNet({depth: 1e9 + 2})).toThrow("invalid depth: 1000000002; a network has at most");
  expect(() => resNet({depth: NaN})).toThrow("invalid depth: NaN; ImageNet networks have depth");
  expect(() => resNet({layers: [5000, 1, 1, 1]})).toThrow("a network has at most 10,000 weighted layers");
  expect(() => resNet({depth: 18, cardinality: 2})).toThrow(
    "invalid cardinality: 2; only bottlenecks have it"
  );
  expect(() => plainNet({depth: 20})).toThrow("invalid depth: 20");
  expect(() => vgg({depth: 17})).toThrow("invalid depth: 17");
  expect(() => cifarResNeXt({cardinality: 1.5})).toThrow("invalid cardinality: 1.5");
  expect(() => cifarResNet({depth: 20, numClasses: 0})).toThrow("invalid numClasses: 0");
});

test("parseOptions(query) reads numbers, flags and choices", () => {
  expect(parseOptions({width: "8", norm: "false", shortcut: "B", shortcutScale: "-0.5"})).toEqual({
    width: 8,
    norm: false,
    shortcut: "B",
    shortcutScale: -0.5
  });
});

test("parseOptions(query) reads orders, and choices of numbers", () => {
  expect(parseOptions({order: "normAfterAddition", layersPerBlock: "3"})).toEqual({
    order: "normAfterAddition",
    layersPerBlock: 3
  });
  expect(() => parseOptions({layersPerBlock: "4"})).toThrow(
    "invalid layersPerBlock: 4; it must be one of 1, 2, 3"
  );
  expect(() => parseOptions({shortcut: "D"})).toThrow("invalid shortcut: D; it must be one of A, B, C");
});

test("parseOptions(query) names what it cannot read", () => {
  expect(() => parseOptions({width: "eight"})).toThrow(
    "invalid width: eight; it must be an integer from 1 to 4,096"
  );
  expect(() => parseOptions({width: ""})).toThrow("invalid width: none; it must be an integer");
  expect(() => parseOptions({norm: "yes"})).toThrow("invalid norm: yes; it must be true or false");
  expect(() => parseOptions({depth: "20"})).toThrow(
    "unknown option: depth; the options of a network are width"
  );
});
