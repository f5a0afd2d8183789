import {describe, expect, test} from "vitest";
import {faultsOf} from "../../../components/fields/fault.js";
import type {NamedOptions} from "../../../components/network/networkFields.js";
import {parameters} from "../../../components/network/parameters.js";
import {resNet} from "../../../components/network/zoo/resNet.js";
import {fitCounts, fitWeights} from "../../../components/weights/fitWeights.js";
import {guessNetwork} from "../../../components/weights/guess/guessNetwork.js";
import {shapeInPyTorch} from "../../../components/weights/pytorchLayout.js";
import {storedNetwork, zeros} from "../storedNetwork.js";

describe("guessNetwork(tensors)", () => {
  const cases: [name: string, options?: NamedOptions, title?: string][] = [
    ...[18, 34, 50, 101, 152].map((depth): [string] => [`resnet${depth}`]),
    ["resnet50", {numClasses: 7}],
    ["resnet18", {numClasses: 10, width: 16}],
    ["resnet34", {shortcut: "A"}],
    ["resnet50", {shortcut: "C"}],
    ["resnet18", {norm: false}],
    ["resnet18", {preActivation: true}],
    ["resnext50_32x4d"],
    ["resnext101_32x8d"],
    ["resnext101_64x4d"],
    ["wide_resnet50_2"],
    ["wide_resnet101_2"],
    ["cifar-resnet-20"],
    ["cifar-resnet-56", {width: 8, shortcut: "B", numClasses: 100}],
    ["cifar-resnet-29", {block: "bottleneck"}],
    ["cifar-resnet-29", {block: "bottleneck", groupWidth: 4}],
    ["cifar-resnext-29-8x64d"],
    ["cifar-wide-resnet-16-4"],
    ["alexnet"],
    ["vgg16"],
    ["vgg19", {norm: true, numClasses: 5}]
  ];
  for (const [name, options = {}] of cases) {
    const title = [name, ...Object.entries(options).map(([key, value]) => `${key} ${value}`)];
    test(`finds ${title.join(", ")} by its names and shapes`, () => {
      const {tensors} = storedNetwork(name, options);
      const guess = guessNetwork(tensors);
      expect(guess.title.split(", ").sort()).toEqual(title.sort());
      const {rows} = fitWeights(parameters(guess.expression, guess.input), tensors);
      expect(rows.filter(({status}) => status !== "fitted")).toEqual([]);
    });
  }

  test("finds a network that has no name by its blocks and groups", () => {
    const network = resNet({layers: [1, 2, 1, 2], width: 8, cardinality: 2, groupWidth: 20, numClasses: 3});
    const specs = parameters(network, [64, 64, 3]);
    const {title, expression} = guessNetwork(specs.map((spec) => zeros(spec.name, shapeInPyTorch(spec))));
    expect(title).toBe("resnet of 1, 2, 1, 2 bottlenecks, 2×20d, width 8, numClasses 3");
    expect(parameters(expression, [64, 64, 3])).toEqual(specs);
  });

  test("takes a plain network for one of zeros and identities, which has the same names, and says so", () => {
    const {tensors} = storedNetwork("cifar-plain-20");
    expect(guessNetwork(tensors)).toMatchObject({title: "cifar-resnet-20", plainAlike: true});
    expect(guessNetwork(storedNetwork("resnet18").tensors).plainAlike).toBe(false);
  });

  for (const [title, tensors] of [
    ["of no network", [zeros("a", [1])]],
    [
      "of stages that differ",
      storedNetwork("cifar-resnet-20").tensors.filter(({name}) => !/^layer2\.2/.test(name))
    ],
    [
      "of a width that no group has",
      [
        ...[zeros("conv1.weight", [3, 3, 3, 3]), zeros("fc.weight", [10, 3])],
        ...[1, 2, 3].map((stage) => zeros(`layer${stage}.0.conv1.weight`, [0, 0, 3, 3]))
      ]
    ]
  ] as const)
    test(`throws a fault on names and shapes ${title}`, () => {
      const guess = () => guessNetwork(tensors);
      expect(guess).toThrow(/no network that the course guesses|nothing/);
      try {
        guess();
      } catch (error) {
        expect(faultsOf(error)).toHaveLength(1);
      }
    });
});

test("fitWeights(specs, tensors) has a row for each name, and says what is not alike", () => {
  const {specs, tensors} = storedNetwork("cifar-resnet-8", {width: 4});
  const [first, second, third, ...rest] = tensors;
  const changed = [
    {...first, shape: [4, 3, 5, 5]},
    {...second, dtype: "I64" as const},
    ...rest,
    zeros("head.weight", [3]),
    zeros("bn1.num_batches_tracked", [])
  ];
  const fit = fitWeights(specs, changed);
  expect(fit.counters).toBe(1);
  const byName = new Map(fit.rows.map((row) => [row.name, row]));
  expect(byName.get(first.name)).toMatchObject({
    status: "otherShape",
    expected: [4, 3, 3, 3],
    found: [4, 3, 5, 5]
  });
  expect(byName.get(second.name)).toMatchObject({status: "otherType", dtype: "I64"});
  expect(byName.get(third.name)).toEqual({name: third.name, status: "missing", expected: [4]});
  expect(byName.get("head.weight")).toEqual({
    name: "head.weight",
    status: "unexpected",
    found: [3],
    dtype: "F32"
  });
  const counts = {fitted: specs.length - 3, missing: 1, unexpected: 1, otherShape: 1, otherType: 1};
  expect(fitCounts(fit)).toEqual(counts);
});
