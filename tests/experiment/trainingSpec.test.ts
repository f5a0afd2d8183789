import {expect, expectTypeOf, test} from "vitest";
import {networks} from "../../components/experiment/networks.js";
import {type RunSpecInput, toNetwork, toRunSpec} from "../../components/experiment/runSpec.js";
import {
  type DatasetSettings,
  type NetworkChoice,
  type OptimizerChoice,
  type ScheduleSettings,
  toTraining,
  type TrainingSpec
} from "../../components/experiment/trainingSpec.js";
import {faultText} from "../../components/fields/english.js";
import type {FaultError} from "../../components/fields/fault.js";
import {networkKey, toIdentity} from "../../components/network/identity.js";

function faultsOf(spec: unknown): readonly string[] {
  try {
    toTraining(spec as TrainingSpec);
  } catch (error) {
    return (error as FaultError).faults.map(faultText);
  }
  return [];
}

test("toTraining({networks}) is a run spec with defaults for each", () => {
  expect(toTraining({networks: ["cifar-plain-20", {name: "cifar-resnet-20"}]})).toEqual({
    specs: ["cifar-plain-20", "cifar-resnet-20"].map((name) => toRunSpec({network: {name}})),
    nets: ["cifar-plain-20", "cifar-resnet-20"].map(toIdentity)
  });
});

test("toTraining(spec) shares options, and a network's own come first", () => {
  const training = toTraining({
    networks: ["cifar-resnet-11", {name: "cifar-resnet-11", cardinality: 2, width: 16}],
    ...{width: 4, block: "bottleneck", cardinality: 4},
    optimizer: {learningRate: 0.1},
    schedule: {type: "cosine"},
    dataset: {size: 32},
    ...{steps: 10, batch: 8, seed: 3, evaluationInterval: 5, evaluationImages: 20},
    ...{backend: "wasm", executor: "reference", workers: 2, threads: 2}
  });
  const shared = {
    optimizer: {learningRate: 0.1},
    schedule: {type: "cosine"},
    dataset: {size: 32},
    ...{steps: 10, batch: 8, seed: 3, evaluationInterval: 5, evaluationImages: 20}
  } as const;
  const network = {name: "cifar-resnet-11", block: "bottleneck"} as const;
  expect(training).toEqual({
    specs: [
      toRunSpec({network: {...network, width: 4, cardinality: 4}, ...shared}),
      toRunSpec({network: {...network, width: 16, cardinality: 2}, ...shared})
    ],
    nets: ["cifar-resnet-11, width 4, cardinality 4", "cifar-resnet-11, width 16, cardinality 2"].map(
      toIdentity
    ),
    ...{backend: "wasm", executor: "reference", workers: 2, threads: 2}
  });
});

test("toTraining(orders and layers a block) are networks of one name, of one initialisation", () => {
  const name = "cifar-resnet-20";
  const {specs, nets} = toTraining({
    networks: [name, {name, order: "reluBeforeAddition"}, {name, layersPerBlock: 1}],
    initialisation: "small"
  });
  expect(nets.map(networkKey)).toEqual([name, `${name}, ReLU before addition`, `${name}, 1 layer a block`]);
  expect(specs.map(({initialisation}) => initialisation)).toEqual(["small", "small", "small"]);
  expect(faultsOf({networks: [name, {name, order: "original"}], preActivation: true})).toEqual([
    "cifar-resnet-20: invalid preActivation: true; it is short for order preActivation, and the order is original"
  ]);
});

test("toTraining(survival) can be one network's own, beside the same network without it", () => {
  const name = "cifar-resnet-20";
  const {nets, specs} = toTraining({networks: [name, {name, survival: 0.5}]});
  expect(nets.map(networkKey)).toEqual([name, `${name}, stochastic depth 0.5`]);
  expect(specs.map(({network}) => network.survival)).toEqual([undefined, 0.5]);
  expect(faultsOf({networks: ["cifar-plain-20", name], survival: 0.5})).toEqual([
    "invalid survival: 0.5; cifar-plain-20 has no shortcuts, and nothing would pass where a block is dropped"
  ]);
});

test("toTraining(spec) takes undefined options as absent, and auto as the first backend that works", () => {
  const spec = {networks: ["cifar-resnet-8"], width: undefined, steps: undefined, backend: "auto"} as const;
  expect(toTraining(spec)).toEqual(toTraining({networks: ["cifar-resnet-8"]}));
});

const one = {networks: ["cifar-resnet-8"]};
const rules: [spec: unknown, faults: string[]][] = [
  [
    3,
    ['invalid training: 3; it must be an object with named fields, such as {networks: ["cifar-resnet-20"]}']
  ],
  [{}, ["invalid networks: none; it must be a list of names, or of objects with a name"]],
  [
    {networks: "cifar-resnet-8"},
    ["invalid networks: cifar-resnet-8; it must be a list of names, or of objects with a name"]
  ],
  [{networks: []}, ["invalid networks: none; a figure shows 1 to 8 networks"]],
  [{networks: [8]}, ["invalid network: 8; it must be a network's name, such as cifar-resnet-56"]],
  [{networks: [{width: 8}]}, ["invalid network: none; it must be a network's name, such as cifar-resnet-56"]],
  [{...one, steps: 0}, ["invalid steps: 0; it must be an integer from 1 to 100,000"]],
  [{...one, optimizer: {learningRate: 11}}, ["invalid learningRate: 11; it must be a number from 0 to 10"]],
  [
    {...one, optimizer: {speed: 1}},
    [
      "unknown option: speed; the options of optimizer are type, learningRate, momentum, nesterov, beta1, beta2, epsilon, weightDecay"
    ]
  ],
  [
    {...one, backend: "gpu"},
    ["invalid backend: gpu; it must be one of auto, webgpu, wasm, webgl, webgpu-software, cpu"]
  ],
  [{...one, workers: 0}, ["invalid workers: 0; it must be an integer from 1 to 256"]],
  [{...one, threads: 1.5}, ["invalid threads: 1.5; it must be an integer from 1 to 256"]],
  [{...one, path: "fast"}, ["invalid executor: fast; it must be plan or reference"]],
  [
    {networks: ["cifar-resnet-8", "cifar-resnet-8"]},
    ["invalid networks: cifar-resnet-8 twice; each network can be there once, or again with other options"]
  ]
];
for (const [spec, faults] of rules) {
  test(`toTraining(${JSON.stringify(spec)}) throws “${faults.join("”, “")}”`, () => {
    expect(faultsOf(spec)).toEqual(faults);
  });
}

test("toTraining(nine networks) says how many a figure shows", () => {
  const nine = Array.from({length: 9}, (_, i) => `cifar-resnet-${6 * i + 8}`);
  expect(faultsOf({networks: nine})).toEqual([
    "invalid networks: 9 networks; a figure shows 1 to 8 networks"
  ]);
  expect(faultsOf({networks: nine.slice(1)})).toEqual([]);
});

test("toTraining(unknown options) lists those there are", () => {
  const [shared, own] = faultsOf({networks: [{name: "cifar-resnet-8", colour: 1}], learningRate: 1});
  expect(shared).toMatch(
    /^unknown option: learningRate; the options of train\(\) are networks, width, block/
  );
  expect(own).toMatch(/^unknown option: colour; the options of a network are name, width, block/);
  expect(faultsOf({...one, version: 1})[0]).toMatch(/^unknown option: version/);
});

test("toTraining(spec) throws all faults at once, each once, with the networks that have it alone", () => {
  const spec = {
    networks: ["cifar-resnet-20", {name: "cifar-plain-20", cardinality: 3}, "cifar-resnet-21"],
    backend: "gpu"
  };
  expect(faultsOf(spec).map((fault) => fault.split(";")[0])).toEqual([
    "cifar-plain-20: invalid cardinality: 3",
    "cifar-resnet-21: invalid depth: 21",
    "invalid backend: gpu"
  ]);
  expect(faultsOf({networks: ["cifar-resnet-8", "cifar-plain-8"], width: 0})).toEqual([
    "invalid width: 0; it must be an integer from 1 to 256"
  ]);
  expect(faultsOf({networks: ["cifar-resnet-8", "resnet-8"]})[0]).toMatch(/^unknown network: resnet-8;/);
});

test("networks(spec) are what would be trained, under the keys of the curves", () => {
  const spec: TrainingSpec = {
    networks: ["cifar-resnet-8", {name: "cifar-resnet-8", shortcutScale: 0.5}],
    width: 4
  };
  const found = networks(spec);
  expect(found.map(({name, label}) => [name, label])).toEqual([
    ["cifar-resnet-8", "cifar-resnet-8"],
    ["cifar-resnet-8", "cifar-resnet-8, λ 0.5"]
  ]);
  expect(found.map(({expression}) => expression)).toEqual(
    toTraining(spec).specs.map((run) => toNetwork(run).expression)
  );
  expect(() => networks({networks: []})).toThrow("a figure shows 1 to 8 networks");
});

test("TrainingSpec has the fields of a run spec", () => {
  expectTypeOf<NetworkChoice>().branded.toEqualTypeOf<RunSpecInput["network"]>();
  expectTypeOf<DatasetSettings>().toEqualTypeOf<NonNullable<RunSpecInput["dataset"]>>();
  expectTypeOf<OptimizerChoice>().toEqualTypeOf<NonNullable<RunSpecInput["optimizer"]>>();
  expectTypeOf<ScheduleSettings>().toEqualTypeOf<NonNullable<RunSpecInput["schedule"]>>();
  expectTypeOf<keyof TrainingSpec>().toEqualTypeOf<
    | "networks"
    | "backend"
    | "executor"
    | "workers"
    | "threads"
    | Exclude<keyof NetworkChoice, "name">
    | Exclude<keyof RunSpecInput, "version" | "network">
  >();
});
