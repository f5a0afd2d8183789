import {expect, test} from "vitest";
import {networkIdentities} from "../../components/experiment/netKeys.js";
import {type RunSpecInput, toRunSpec} from "../../components/experiment/runSpec.js";
import {networkKey} from "../../components/network/identity.js";

const keys = (...networks: RunSpecInput["network"][]) =>
  networkIdentities(networks.map((network) => toRunSpec({network}).network)).map(networkKey);
const name = "cifar-resnet-56";

test("networkIdentities(networks of different names) are the names, whatever their options", () => {
  expect(keys({name, shortcutScale: 0.5}, {name: "cifar-plain-56", width: 16})).toEqual([
    name,
    "cifar-plain-56"
  ]);
});

test("networkIdentities(networks of one name) say what differs, and nothing of what is usual", () => {
  expect(keys({name, shortcutScale: 0.5}, {name})).toEqual([`${name}, λ 0.5`, name]);
  expect(keys({name, activation: "tanh", width: 4}, {name, activation: "relu", width: 4})).toEqual([
    `${name}, tanh`,
    name
  ]);
  expect(keys({name, width: 16}, {name, width: 32})).toEqual([`${name}, width 16`, `${name}, width 32`]);
});

test("networkIdentities(networks of one name) has words for every option", () => {
  const bottleneck = {name, block: "bottleneck"} as const;
  expect(
    keys(
      {name},
      {...bottleneck, cardinality: 8},
      {...bottleneck, cardinality: 8, groupWidth: 4},
      {name, shortcut: "B"},
      {name, norm: false},
      {name, zeroInitResidual: true},
      {name, preActivation: true, activation: "sigmoid"},
      {name, order: "normAfterAddition"},
      {name, order: "reluBeforeAddition"},
      {name, order: "reluOnlyPreActivation"},
      {name, layersPerBlock: 1},
      {name, layersPerBlock: 3},
      {name, width: 16, shortcutScale: 2},
      {name, survival: 0.5},
      {name, body: "frozen"},
      {name, body: "frozen", statistics: "frozen"}
    )
  ).toEqual([
    name,
    `${name}, bottlenecks, cardinality 8`,
    `${name}, bottlenecks, cardinality 8, groups of 4`,
    `${name}, option B`,
    `${name}, no normalization`,
    `${name}, last γ from 0`,
    `${name}, pre-activation, sigmoid`,
    `${name}, normalization after addition`,
    `${name}, ReLU before addition`,
    `${name}, ReLU-only pre-activation`,
    `${name}, 1 layer a block`,
    `${name}, 3 layers a block`,
    `${name}, width 16, λ 2`,
    `${name}, stochastic depth 0.5`,
    `${name}, frozen`,
    `${name}, frozen, in eval mode`
  ]);
});

test("networkIdentities(networks that do not differ) are one key: a default that is spelled out is a default", () => {
  const spelled = {
    block: "basic",
    layersPerBlock: 2,
    cardinality: 1,
    order: "original",
    activation: "relu",
    survival: 1,
    weights: "none",
    body: "trained",
    statistics: "follow"
  } as const;
  expect(new Set(keys({name}, {name, ...spelled})).size).toBe(1);
});

test("networkIdentities(networks) are data: a name, a family with its numbers, and the differences in words", () => {
  const networks = [{name}, {name, shortcutScale: 0.5, norm: false}].map(
    (network) => toRunSpec({network}).network
  );
  expect(networkIdentities(networks)).toEqual([
    {name, family: "cifar-resnet", depth: 56},
    {name, family: "cifar-resnet", depth: 56, differences: ["λ 0.5", "no normalization"]}
  ]);
});
