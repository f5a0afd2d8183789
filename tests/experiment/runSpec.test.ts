import {describe, expect, test} from "vitest";
import {type RunSpec, toNetwork, toRunSpec} from "../../components/experiment/runSpec.js";
import {faultText} from "../../components/fields/english.js";
import {FaultError} from "../../components/fields/fault.js";
import {namedNetwork} from "../../components/network/named.js";
import {parameterCount} from "../../components/network/parameters.js";
import {outputShape} from "../../components/network/shapes.js";

const network = {name: "cifar-resnet-20"};

function faultsOf(input: unknown): readonly string[] {
  try {
    toRunSpec(input);
  } catch (error) {
    expect(error).toBeInstanceOf(FaultError);
    expect((error as Error).message).toBe((error as FaultError).faults.map(faultText).join("\n"));
    return (error as FaultError).faults.map(faultText);
  }
  return [];
}

test("toRunSpec({network: {name}}) fills in the settings of the degradation experiment", () => {
  expect(toRunSpec({network})).toEqual({
    version: 1,
    network: {
      name: "cifar-resnet-20",
      width: 8,
      shortcutScale: 1,
      norm: true,
      zeroInitResidual: false,
      order: "original"
    },
    dataset: {
      name: "shapes",
      size: 16,
      difficulty: "plain",
      normalization: "deviation",
      classes: "all",
      imagesPerClass: 0,
      augment: false
    },
    optimizer: {type: "sgd", learningRate: 0.05, momentum: 0.9, nesterov: false, weightDecay: 1e-4},
    schedule: {type: "constant", warmupSteps: 0},
    steps: 200,
    batch: 64,
    seed: 1,
    initialisation: "he",
    headInit: "he",
    labelSmoothing: 0,
    evaluationInterval: 25,
    evaluationImages: 500,
    measurementInterval: 0
  });
});

test("toRunSpec(spec) keeps what is given, and a spec that is complete", () => {
  const spec = toRunSpec({
    network: {name: "cifar-plain-56", width: 16, shortcut: "B", shortcutScale: 0.5, norm: false},
    dataset: {name: "cifar10", size: 32, augment: true},
    optimizer: {learningRate: 0.1, momentum: 0, weightDecay: 0},
    schedule: {type: "cosine", warmupSteps: 10},
    steps: 1000,
    batch: 128,
    seed: 4294967295,
    evaluationInterval: 100,
    evaluationImages: 10000
  });
  expect(spec).toMatchObject({steps: 1000, seed: 4294967295, network: {shortcut: "B", shortcutScale: 0.5}});
  expect(toRunSpec(spec)).toEqual(spec);
  expect(toRunSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
});

const rules: [input: object, fault: string][] = [
  [{version: 2}, "invalid version: 2; this course reads version 1"],
  [{network: {name: 5}}, "invalid network: 5; it must be a network's name, such as cifar-resnet-56"],
  [{network: {...network, width: 0}}, "invalid width: 0; it must be an integer from 1 to 256"],
  [{network: {...network, width: 8.5}}, "invalid width: 8.5; it must be an integer from 1 to 256"],
  [{network: {...network, shortcut: "D"}}, "invalid shortcut: D; it must be one of A, B, C"],
  [{network: {...network, shortcutScale: -1}}, "invalid shortcutScale: -1; it must be a number from 0 to 10"],
  [{network: {...network, norm: "no"}}, "invalid norm: no; it must be true or false"],
  [{network: {...network, zeroInit: 1}}, "invalid zeroInitResidual: 1; it must be true or false"],
  [{network: {...network, preActivation: 0}}, "invalid preActivation: 0; it must be true or false"],
  [
    {network: {...network, order: "post"}},
    "invalid order: post; it must be one of original, normAfterAddition, reluBeforeAddition, reluOnlyPreActivation, preActivation"
  ],
  [
    {network: {...network, order: "original", preActivation: true}},
    "invalid preActivation: true; it is short for order preActivation, and the order is original"
  ],
  [
    {network: {...network, order: "preActivation", preActivation: false}},
    "invalid preActivation: false; it means another order than preActivation"
  ],
  [{network: {...network, layersPerBlock: 4}}, "invalid layersPerBlock: 4; it must be one of 1, 2, 3"],
  [{initialisation: "glorot"}, "invalid initialisation: glorot; it must be he or small"],
  [{network: {...network, block: "wide"}}, "invalid block: wide; it must be basic or bottleneck"],
  [
    {network: {...network, cardinality: 1.5}},
    "invalid cardinality: 1.5; it must be an integer from 1 to 256"
  ],
  [{network: {...network, groupWidth: 0}}, "invalid groupWidth: 0; it must be an integer from 1 to 256"],
  [
    {network: {...network, activation: "sine"}},
    "invalid activation: sine; it must be one of relu, tanh, sigmoid"
  ],
  ...[0, -0.5, 1.5, "half"].map((survival): [object, string] => [
    {network: {...network, survival}},
    `invalid survival: ${survival}; it must be a number above 0, and at most 1`
  ]),
  [
    {network: {name: "cifar-plain-20", survivingBlocks: 3}},
    "invalid survivingBlocks: 3; cifar-plain-20 has no shortcuts, and nothing would pass where a block is dropped"
  ],
  [
    {network: {name: "cifar-resnet-20", survivingBlocks: 10}},
    "invalid survivingBlocks: 10; cifar-resnet-20 has 9 blocks that could survive"
  ],
  [
    {network: {name: "cifar-resnet-20", survivingBlocks: 4, survival: 0.5}},
    "invalid survivingBlocks: 4; so many survive in each step, and survival would draw other numbers"
  ],
  [
    {network: {name: "cifar-resnet-20", survivingBlocks: 0}},
    "invalid survivingBlocks: 0; it must be an integer from 1 to 601"
  ],
  [
    {network: {name: "cifar-plain-20", survival: 0.5}},
    "invalid survival: 0.5; cifar-plain-20 has no shortcuts, and nothing would pass where a block is dropped"
  ],
  [
    {
      network: {name: "cifar-resnet-20", zeroInit: true, survival: 0.5},
      deepened: {from: "cifar-resnet-8", afterSteps: 10}
    },
    "invalid survival: 0.5; a deepened run must drop none: with more blocks each would count by another probability"
  ],
  [{network: {...network, weights: "imagenet"}}, "invalid weights: imagenet; it must be none or shapesFirst"],
  [
    {network: {...network, weights: "shapesFirst"}},
    "invalid weights: shapesFirst; they are of cifar-resnet-8 of width 8, and fit no other body"
  ],
  ...[
    ...[{name: "cifar-plain-8"}, {width: 4}, {shortcut: "B"}, {norm: false}],
    ...[{shortcutScale: 0.5}, {order: "preActivation"}, {activation: "tanh"}]
  ].map((options): [object, string] => [
    {network: {name: "cifar-resnet-8", weights: "shapesFirst", ...options}},
    "invalid weights: shapesFirst; they are of cifar-resnet-8 of width 8, and fit no other body"
  ]),
  [
    {network: {...network, statistics: "frozen"}},
    "invalid statistics: frozen; only a frozen body can have it"
  ],
  [{network: {...network, unfrozenAfter: 5}}, "invalid unfrozenAfter: 5; only a frozen body can have it"],
  [
    {network: {...network, body: "frozen", unfrozenAfter: 200}, steps: 200},
    "invalid unfrozenAfter: 200; it must be less than the run's steps, 200"
  ],
  [
    {network: {...network, body: "frozen", unfrozenAfter: 0}},
    "invalid unfrozenAfter: 0; it must be an integer from 1 to 100,000"
  ],
  [
    {
      network: {name: "cifar-resnet-20", zeroInitResidual: true, body: "frozen", unfrozenAfter: 5},
      deepened: {from: "cifar-resnet-8", afterSteps: 3}
    },
    "invalid unfrozenAfter: 5; a run that is deepened cannot have it"
  ],
  [
    {network: {...network, body: "frozen", statistics: "frozen"}, measurementInterval: 5},
    "invalid measurementInterval: 5; what is measured is of normalizations that go by the batch, and with frozen statistics none does; choose 0"
  ],
  [
    {network: {name: "cifar-convnet-4", head: "maps", body: "frozen"}},
    "invalid body: frozen; cifar-convnet-4 has no dense layer that could be trained alone"
  ],
  [
    {dataset: {classes: "last", imagesPerClass: 5}, batch: 26},
    "invalid batch: 26; with 5 images a class there are 25 to make it of"
  ],
  [{dataset: {classes: "half"}}, "invalid classes: half; it must be one of all, first, last"],
  [{dataset: {name: "mnist"}}, "invalid dataset: mnist; it must be one of shapes, cifar10, own"],
  [{dataset: {size: 24}}, "invalid size: 24; it must be 16 or 32"],
  [{dataset: {augment: "yes"}}, "invalid augment: yes; it must be true or false"],
  [{optimizer: {learningRate: 11}}, "invalid learningRate: 11; it must be a number from 0 to 10"],
  [{optimizer: {momentum: 1}}, "invalid momentum: 1; it must be a number from 0 to below 1"],
  [{optimizer: {weightDecay: -0.1}}, "invalid weightDecay: -0.1; it must be a number from 0 to 1"],
  [{schedule: {type: "linear"}}, "invalid schedule: linear; it must be one of constant, cosine, steps"],
  [{schedule: {warmupSteps: -1}}, "invalid warmupSteps: -1; it must be an integer from 0 to 100,000"],
  [{steps: 0}, "invalid steps: 0; it must be an integer from 1 to 100,000"],
  [{steps: NaN}, "invalid steps: NaN; it must be an integer from 1 to 100,000"],
  [{steps: "200"}, "invalid steps: 200; it must be an integer from 1 to 100,000"],
  [{batch: 1025}, "invalid batch: 1025; it must be an integer from 1 to 1,024"],
  [{seed: 4294967296}, "invalid seed: 4294967296; it must be an integer from 0 to 4,294,967,295"],
  [{evaluationInterval: 0}, "invalid evaluationInterval: 0; it must be an integer from 1 to 100,000"],
  [{evaluationImages: 0.5}, "invalid evaluationImages: 0.5; it must be an integer from 1 to 100,000"],
  [
    {network: {...network, depth: 20}},
    "unknown option: depth; the options of a network are name, width, block, layersPerBlock, cardinality, groupWidth, shortcut, shortcutScale, norm, zeroInitResidual, order, preActivation, activation, localResponse, head, reductions, survival, survivingBlocks, weights, body, statistics, unfrozenAfter"
  ],
  [
    {optimiser: {}},
    "unknown option: optimiser; the options of a run spec are version, network, deepened, dataset, optimizer, schedule, steps, batch, seed, initialisation, headInit, labelSmoothing, evaluationInterval, evaluationImages, measurementInterval"
  ],
  [{network: {}}, "invalid network: none; it must be a network's name, such as cifar-resnet-56"],
  [{network: undefined}, "invalid network: none; a run spec must have it"],
  [{network: "cifar-resnet-20"}, "invalid network: cifar-resnet-20; it must be an object with named fields"],
  [{dataset: null}, "invalid dataset: null; it must be an object with named fields"]
];
for (const [input, fault] of rules) {
  test(`toRunSpec(${JSON.stringify(input)}) throws “${fault}”`, () => {
    expect(faultsOf({network, ...input})).toEqual([fault]);
  });
}

test("toRunSpec(momentum 0.99995) is allowed: it lies in [0, 1)", () => {
  expect(toRunSpec({network, optimizer: {momentum: 0.99995}}).optimizer.momentum).toBe(0.99995);
});

test("toRunSpec(survival 1) is a spec without it, so that old runs have the same spec", () => {
  expect(JSON.stringify(toRunSpec({network: {...network, survival: 1}}))).toBe(
    JSON.stringify(toRunSpec({network}))
  );
  expect(toRunSpec({network: {name: "cifar-plain-20", survival: 1}}).network).not.toHaveProperty("survival");
  const half = toRunSpec({network: {name: "cifar-resnet-20", survival: 0.5}});
  expect(half.network.survival).toBe(0.5);
  expect(toRunSpec(JSON.parse(JSON.stringify(half)))).toEqual(half);
  expect(toNetwork(half)).toEqual(toNetwork(toRunSpec({network: {name: "cifar-resnet-20"}})));
});

test("toRunSpec({}) says that there must be a network", () => {
  expect(faultsOf({})).toEqual(["invalid network: none; a run spec must have it"]);
});

test("toRunSpec(no object) says what it got", () => {
  expect(faultsOf(3)).toEqual(["invalid run spec: 3; it must be an object with named fields"]);
});

test("toRunSpec(several faults) throws all of them at once", () => {
  const input = {network: {...network, width: -1, colour: 2}, steps: 0, optimizer: {learningRate: "fast"}};
  expect([...faultsOf(input)].sort()).toEqual([
    "invalid learningRate: fast; it must be a number from 0 to 10",
    "invalid steps: 0; it must be an integer from 1 to 100,000",
    "invalid width: -1; it must be an integer from 1 to 256",
    "unknown option: colour; the options of a network are name, width, block, layersPerBlock, cardinality, groupWidth, shortcut, shortcutScale, norm, zeroInitResidual, order, preActivation, activation, localResponse, head, reductions, survival, survivingBlocks, weights, body, statistics, unfrozenAfter"
  ]);
});

test("toRunSpec(a network that cannot be) throws the network's own message", () => {
  expect(faultsOf({network: {name: "resnet-20"}})[0]).toMatch(
    /^unknown network: resnet-20; the networks are /
  );
  expect(faultsOf({network: {name: "cifar-resnet-21"}})[0]).toMatch(/^invalid depth: 21; .*6n \+ 2/);
  expect(faultsOf({network: {name: "vgg16"}})[0]).toMatch(/^invalid size: 16; vgg16 divides/);
  expect(faultsOf({network: {...network, norm: false, zeroInit: true}})[0]).toMatch(
    /^invalid zeroInitResidual: true; without normalization/
  );
});

test("toNetwork(spec) has ten classes, the data set's size, and the spec's options", () => {
  const spec = toRunSpec({network: {...network, width: 4, shortcut: "B"}, dataset: {size: 32}});
  const {expression, input} = toNetwork(spec);
  expect(input).toEqual([32, 32, 3]);
  const narrow = toNetwork(toRunSpec({network: {...network, width: 2, shortcut: "B"}}));
  const plain = toNetwork(toRunSpec({network: {...network, width: 4}}));
  expect(parameterCount(expression, input)).toBeGreaterThan(parameterCount(narrow.expression, input));
  expect(parameterCount(expression, input)).toBeGreaterThan(parameterCount(plain.expression, input));
});

test("toNetwork(spec) passes on block, cardinality, group width and activation", () => {
  const options = {width: 4, block: "bottleneck", cardinality: 2, groupWidth: 3, activation: "tanh"} as const;
  for (const name of ["cifar-resnet-11", "cifar-plain-11"]) {
    const {expression} = toNetwork(toRunSpec({network: {name, ...options}}));
    expect(expression).toEqual(namedNetwork(name, {...options, size: 16, numClasses: 10}).expression);
  }
});

test("toRunSpec(preActivation) is short for an order, which a spec with defaults filled in has alone", () => {
  const orderOf = (options: object) => toRunSpec({network: {...network, ...options}}).network;
  expect(orderOf({preActivation: true})).toEqual(orderOf({order: "preActivation"}));
  expect(orderOf({preActivation: false})).toEqual(orderOf({}));
  expect(orderOf({preActivation: false, order: "normAfterAddition"}).order).toBe("normAfterAddition");
  expect(orderOf({preActivation: true})).not.toHaveProperty("preActivation");
});

test("toRunSpec(a spec recorded before orders and initialisations) is a spec with their defaults, field for field", () => {
  const old = structuredClone(toRunSpec({network})) as {initialisation?: string; network: {order?: string}};
  delete old.initialisation;
  delete old.network.order;
  const read = toRunSpec({...old, network: {...old.network, preActivation: false}});
  expect(JSON.stringify(read)).toBe(JSON.stringify(toRunSpec({network})));
  expect(JSON.stringify(toRunSpec(read))).toBe(JSON.stringify(read));
  const kept = {...old, network: {...old.network, preActivation: true}} as unknown as RunSpec; // by a browser
  expect(toNetwork(kept)).toEqual(toNetwork(toRunSpec({network: {...network, preActivation: true}})));
});

test("toRunSpec(layersPerBlock) is for basic blocks that fill their stages", () => {
  const {expression} = toNetwork(toRunSpec({network: {...network, layersPerBlock: 3, width: 4}}));
  const options = {layersPerBlock: 3, width: 4, size: 16, numClasses: 10} as const;
  expect(expression).toEqual(namedNetwork("cifar-resnet-20", options).expression);
  expect(faultsOf({network: {name: "cifar-resnet-26", layersPerBlock: 3}})).toEqual([
    "invalid layersPerBlock: 3; depth 26 has 8 layers a stage, which such blocks do not fill"
  ]);
  expect(faultsOf({network: {...network, block: "bottleneck", layersPerBlock: 2}})[0]).toMatch(
    /^invalid layersPerBlock: 2; a bottleneck has three/
  );
  expect(toRunSpec({network}).network).not.toHaveProperty("layersPerBlock");
});

test("toRunSpec(a network of bottlenecks) has no fields that a reader did not give", () => {
  const spec = toRunSpec({network: {name: "cifar-resnet-11", block: "bottleneck"}});
  expect(spec.network).not.toHaveProperty("cardinality");
  expect(spec.network).not.toHaveProperty("groupWidth");
  expect(spec.network).not.toHaveProperty("activation");
});

test("toNetwork(spec) leaves out options that its family does not have", () => {
  const options = {width: 4, shortcut: "C", shortcutScale: 0.5, zeroInit: true} as const;
  const plain = toNetwork(toRunSpec({network: {name: "cifar-plain-20", ...options}}));
  expect(plain).toEqual(toNetwork(toRunSpec({network: {name: "cifar-plain-20", width: 4}})));
  const bottlenecks = {width: 4, block: "bottleneck", cardinality: 2} as const;
  expect(() => toRunSpec({network: {name: "cifar-resnext-11-2x3d", ...bottlenecks}})).not.toThrow();
  expect(() => toRunSpec({network: {name: "nin-cifar", ...options}, dataset: {size: 32}})).not.toThrow();
  expect(() => toRunSpec({network: {name: "cifar-wide-resnet-16-1", ...options}})).not.toThrow();
});

test("toRunSpec(spec) leaves out what is usual of weights, body and statistics, and keeps what is not", () => {
  const usual = {weights: "none", body: "trained", statistics: "follow"};
  expect(toRunSpec({network: {...network, ...usual}})).toEqual(toRunSpec({network}));
  const own = {weights: "shapesFirst", body: "frozen", statistics: "frozen"};
  const spec = toRunSpec({network: {name: "cifar-resnet-8", ...own}, dataset: {classes: "last"}});
  expect(spec.network).toMatchObject(own);
  expect(toRunSpec(spec)).toEqual(spec);
  expect(toNetwork(spec).expression).toEqual(
    namedNetwork("cifar-resnet-8", {width: 8, size: 16, numClasses: 5}).expression
  );
});

describe("a spec of a reader's own images", () => {
  const specOf = (dataset: object) => toRunSpec({network: {name: "cifar-resnet-8"}, dataset});

  test("says how many classes there are, which its network tells apart; of other images it does not", () => {
    expect(specOf({name: "own"}).dataset.numClasses).toBe(2);
    const spec = specOf({name: "own", numClasses: 3});
    expect(spec.dataset.numClasses).toBe(3);
    const {expression, input} = toNetwork(spec);
    expect(outputShape(expression, input)).toEqual([1, 1, 3]);
    expect(specOf({numClasses: 3}).dataset).not.toHaveProperty("numClasses");
  });

  test("refuses a number of classes that nobody can have", () => {
    expect(() => specOf({name: "own", numClasses: 1})).toThrow(
      "invalid numClasses: 1; it must be an integer from 2 to 10"
    );
  });
});
