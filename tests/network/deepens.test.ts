import {describe, expect, test} from "vitest";
import {addedParameters, checkDeepens} from "../../components/network/deepens.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";

const small = {width: 4, size: 16};
const network = (name: string, options: NamedOptions = {}) => namedNetwork(name, {...small, ...options});
const shallow = network("cifar-resnet-8");

test("addedParameters(shallow, deep) are all of the deep network's further blocks, statistics included", () => {
  const added = addedParameters(shallow, network("cifar-resnet-14", {zeroInitResidual: true}));
  expect(new Set(added.map((name) => name.split(".").slice(0, 2).join(".")))).toEqual(
    new Set(["layer1.1", "layer2.1", "layer3.1"])
  );
  expect(added.slice(0, 6)).toEqual([
    "layer1.1.conv1.weight",
    "layer1.1.bn1.weight",
    "layer1.1.bn1.bias",
    "layer1.1.bn1.running_mean",
    "layer1.1.bn1.running_var",
    "layer1.1.conv2.weight"
  ]);
  expect(addedParameters(shallow, shallow)).toEqual([]);
  expect(addedParameters(network("cifar-resnet-14"), shallow)).toEqual([]);
});

describe("checkDeepens(shallow, deep)", () => {
  const good: [name: string, deep: string, options?: NamedOptions][] = [
    ["cifar-resnet-8", "cifar-resnet-14"],
    ["cifar-resnet-8", "cifar-resnet-56"],
    ["cifar-resnet-8", "cifar-resnet-20", {shortcut: "B"}],
    ["cifar-resnet-8", "cifar-resnet-14", {order: "reluOnlyPreActivation", activation: "tanh"}],
    ["cifar-resnet-8", "cifar-resnet-14", {layersPerBlock: 1}],
    ["cifar-resnet-11", "cifar-resnet-20", {block: "bottleneck"}],
    ["cifar-resnext-11-2x2d", "cifar-resnext-20-2x2d"]
  ];
  for (const [name, deep, options] of good) {
    test(`lets ${deep} be deepened from ${name} ${JSON.stringify(options ?? {})}`, () => {
      expect(() =>
        checkDeepens(network(name, options), network(deep, {...options, zeroInitResidual: true}))
      ).not.toThrow();
    });
  }

  const more = "the deep network must have more blocks";
  const other = "the deep network must be the shallow one with more blocks, and nothing else may differ";
  const start =
    "the added blocks must begin as the identity: choose zeroInitResidual, which starts their last γ at 0";
  const passing = "the added blocks must begin as the identity: they need an identity shortcut, λ 1 and relu";
  const zero = {zeroInitResidual: true};
  const bad: [title: string, from: [string, NamedOptions?], to: [string, NamedOptions?], reason: string][] = [
    ["one as deep", ["cifar-resnet-14"], ["cifar-resnet-14", zero], more],
    ["a deeper one", ["cifar-resnet-20"], ["cifar-resnet-14", zero], other],
    ["one of another width", ["cifar-resnet-8", {width: 2}], ["cifar-resnet-14", zero], other],
    ["one for other images", ["cifar-resnet-8", {size: 32}], ["cifar-resnet-14", zero], other],
    ["a plain one", ["cifar-plain-8"], ["cifar-resnet-14", zero], other],
    ["one of another family", ["cifar-resnext-11-2x2d"], ["cifar-resnet-20", zero], other],
    ["one without normalization", ["cifar-resnet-8", {norm: false}], ["cifar-resnet-14", zero], other],
    ["one of another λ", ["cifar-resnet-8", {shortcutScale: 0.5}], ["cifar-resnet-14", zero], other],
    ["one with projections", ["cifar-resnet-8", {shortcut: "B"}], ["cifar-resnet-14", zero], other],
    ["a plain one, to a plain one", ["cifar-plain-8"], ["cifar-plain-14"], passing],
    ["without zeroInitResidual", ["cifar-resnet-8"], ["cifar-resnet-14"], start],
    [
      "λ 0.5, by which every added block multiplies",
      ["cifar-resnet-8", {shortcutScale: 0.5}],
      ["cifar-resnet-14", {...zero, shortcutScale: 0.5}],
      passing
    ],
    [
      "projections in every block",
      ["cifar-resnet-8", {shortcut: "C"}],
      ["cifar-resnet-14", {...zero, shortcut: "C"}],
      passing
    ],
    [
      "tanh after the addition",
      ["cifar-resnet-8", {activation: "tanh"}],
      ["cifar-resnet-14", {...zero, activation: "tanh"}],
      passing
    ]
  ];
  for (const [title, from, to, reason] of bad) {
    test(`throws: ${title}`, () => {
      expect(() => checkDeepens(network(...from), network(...to))).toThrow(
        `invalid deepened: ${to[0]} from ${from[0]}; ${reason}`
      );
    });
  }
});
