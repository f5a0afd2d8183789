import {describe, expect, test} from "vitest";
import {faultText} from "../../components/fields/english.js";
import {
  type Fault,
  FaultError,
  faultsOf,
  faultsThrownBy,
  invalid,
  postableFaults
} from "../../components/fields/fault.js";
import type {Rule, Rules} from "../../components/fields/rule.js";
import {errorFrom, toldError} from "../../components/protocol/toldError.js";

/** A value of a field, what its rule says beyond its name, and the fault's text. */
type Example<K extends keyof Rules> = [field: string, value: unknown, details: Rules[K], text: string];

/** Examples of every kind of rule; a new kind needs one, or this does not compile. */
const examples: {[K in keyof Rules]: Example<K>[]} = {
  integer: [
    [
      ...(["steps", 0, {least: 1, most: 100_000}] as const),
      "invalid steps: 0; it must be an integer from 1 to 100,000"
    ]
  ],
  positive: [["groups", 0.5, {}, "invalid groups: 0.5; it must be a positive integer"]],
  natural: [["padding", -1, {}, "invalid padding: -1; it must be an integer, 0 or more"]],
  number: [
    ["momentum", 2, {least: 0, most: 1}, "invalid momentum: 2; it must be a number from 0 to 1"],
    [
      ...(["momentum", 1, {least: 0, most: 1, open: "most"}] as const),
      "invalid momentum: 1; it must be a number from 0 to below 1"
    ],
    [
      ...(["survival", 0, {least: 0, most: 1, open: "least"}] as const),
      "invalid survival: 0; it must be a number above 0, and at most 1"
    ],
    [
      ...(["target", NaN, {least: -1_000_000, most: 0.00001}] as const),
      "invalid target: NaN; it must be a number from −1,000,000 to 0.00001"
    ]
  ],
  finite: [["shortcutScale", NaN, {}, "invalid shortcutScale: NaN; it must be a finite number"]],
  choice: [
    [
      ...(["shortcut", "D", {choices: ["A", "B", "C"]}] as const),
      "invalid shortcut: D; it must be one of A, B, C"
    ],
    ["autoplay", "maybe", {choices: [0, 1]}, "invalid autoplay: maybe; it must be 0 or 1"]
  ],
  flag: [["norm", 1, {}, "invalid norm: 1; it must be true or false"]],
  name: [["run", "", {most: 100}, "invalid run: none; it must be 1 to 100 characters that can be seen"]],
  object: [
    ["dataset", null, {}, "invalid dataset: null; it must be an object with named fields"],
    [
      ...(["training", 3, {example: "{networks: []}"}] as const),
      "invalid training: 3; it must be an object with named fields, such as {networks: []}"
    ]
  ],
  networkList: [
    [
      "networks",
      undefined,
      {},
      "invalid networks: none; it must be a list of names, or of objects with a name"
    ]
  ],
  networkName: [
    [
      ...(["network", 8, {example: "cifar-resnet-56"}] as const),
      "invalid network: 8; it must be a network's name, such as cifar-resnet-56"
    ]
  ],
  networkCount: [
    [
      ...(["networks", "9 networks", {most: 8}] as const),
      "invalid networks: 9 networks; a figure shows 1 to 8 networks"
    ]
  ],
  different: [
    [
      ...(["networks", "vgg16 twice", {}] as const),
      "invalid networks: vgg16 twice; each network can be there once, or again with other options"
    ]
  ],
  once: [["steps", ["1", "2"], {}, "invalid steps: 1, 2; each option can be there once"]],
  oneName: [
    [
      ...(["learningRate", [0.1, 0.2], {names: ["rate", "learningRate"]}] as const),
      "invalid learningRate: 0.1, 0.2; rate and learningRate are names of one option; give it once"
    ]
  ],
  missing: [["network", undefined, {owner: "a run spec"}, "invalid network: none; a run spec must have it"]],
  unknown: [
    [
      ...(["colour", {}, {owner: "a network", known: ["width", "block"]}] as const),
      "unknown option: colour; the options of a network are width, block"
    ]
  ],
  unknownNetwork: [
    [
      ...(["network", "resnet-8", {known: ["vgg16", "cifar-resnet-N"]}] as const),
      "unknown network: resnet-8; the networks are vgg16, cifar-resnet-N"
    ]
  ],
  networkNumbers: [
    [
      ...(["network", "cifar-plain-deep", {name: "cifar-plain-N"}] as const),
      "invalid network: cifar-plain-deep; cifar-plain-N has a number in the place of each capital"
    ]
  ],
  origin: [
    [
      ...(["origin", "example.org", {}] as const),
      "invalid origin: example.org; it must be the origin of a site, such as https://example.org"
    ]
  ],
  version: [["version", 2, {version: 1}, "invalid version: 2; this course reads version 1"]],
  depth: [
    [
      ...(["depth", 21, {family: "CIFAR networks", perRound: 6, others: 2}] as const),
      "invalid depth: 21; CIFAR networks have depth 6n + 2"
    ],
    [
      ...(["depth", 2, {family: "CIFAR networks", perRound: 6, others: 2, least: 8, most: 218}] as const),
      "invalid depth: 2; CIFAR networks have depth 6n + 2, here from 8 to 218"
    ]
  ],
  depths: [
    [
      ...(["depth", 13, {family: "VGG networks", depths: [16, 19]}] as const),
      "invalid depth: 13; VGG networks have depth 16 or 19"
    ],
    [
      ...(["depth", 19, {family: "ResNets", depths: [18, 34, 50]}] as const),
      "invalid depth: 19; ResNets have depth 18, 34 or 50"
    ]
  ],
  multiple: [["width", 24, {of: 16}, "invalid width: 24; it must be a multiple of 16"]],
  mostLayers: [
    ["depth", 2000, {most: 1202}, "invalid depth: 2000; a network has at most 1,202 weighted layers"]
  ],
  inputSize: [
    [
      ...(["size", 16, {network: "vgg16", factor: 32}] as const),
      "invalid size: 16; vgg16 divides height and width by 32 and needs at least 32×32"
    ]
  ],
  fillsStage: [
    [
      ...(["layersPerBlock", 3, {depth: 26, layers: 8}] as const),
      "invalid layersPerBlock: 3; depth 26 has 8 layers a stage, which such blocks do not fill"
    ]
  ],
  bottleneckLayers: [
    [
      ...(["layersPerBlock", 2, {}] as const),
      'invalid layersPerBlock: 2; a bottleneck has three, of 1×1, 3×3 and 1×1 (He et al. 2015, Fig. 5); choose block "basic"'
    ]
  ],
  oneWideBlock: [
    [
      ...(["cardinality", 3, {}] as const),
      'invalid cardinality: 3; with only two layers, any number of parallel transformations is one wide block (Xie et al. 2017, §3.3); choose block "bottleneck"'
    ]
  ],
  bottleneckOnly: [["strideIn1x1", true, {}, "invalid strideIn1x1: true; only bottlenecks have it"]],
  laterStages: [
    [
      ...(["replaceStrideWithDilation", [true, false], {count: 3}] as const),
      "invalid replaceStrideWithDilation: true, false; it must have 3 entries, one for each layer from layer2 to layer4"
    ]
  ],
  divides: [
    [
      ...(["cardinality", 5, {what: "width", channels: 64}] as const),
      "invalid cardinality: 5; it must divide the width of 64 channels"
    ],
    [
      ...(["cardinality", 5, {what: "filters", channels: 64}] as const),
      "invalid cardinality: 5; the number of groups must divide 64 filters"
    ],
    [
      ...(["cardinality", 5, {what: "inputs", channels: 64, at: " (conv2)"}] as const),
      "invalid cardinality: 5; the number of groups must divide 64 input channels (conv2)"
    ]
  ],
  branches: [
    [
      "cardinality",
      65,
      {most: 64},
      "invalid cardinality: 65; the sum and concat forms have at most 64 branches"
    ]
  ],
  groupedFormOnly: [
    ["form", "sum", {}, "invalid form: sum; pre-activation blocks have the grouped form only"]
  ],
  leavesNoChannel: [
    [
      ...(["width", 8, {groupWidth: 4}] as const),
      "invalid width: 8; with groupWidth 4 it leaves no channel, since width · groupWidth / 64 is rounded down"
    ]
  ],
  measuredWidth: [
    [
      ...(["groupWidth", 64, {width: 4096, most: 2048}] as const),
      "invalid groupWidth: 64; C · d is 4,096, and at most 2,048 is measured"
    ]
  ],
  contradictsOrder: [
    [
      ...(["preActivation", true, {order: "original", preActivation: true}] as const),
      "invalid preActivation: true; it is short for order preActivation, and the order is original"
    ],
    [
      ...(["preActivation", false, {order: "preActivation", preActivation: false}] as const),
      "invalid preActivation: false; it means another order than preActivation"
    ]
  ],
  normFollowsAddition: [
    [
      ...(["order", "normAfterAddition", {}] as const),
      "invalid order: normAfterAddition; without normalization there is none to follow the addition"
    ]
  ],
  noLastGamma: (
    [
      ["noNorm", "without normalization there is no γ to start at 0"],
      ["afterAddition", "the last γ follows the addition, and would start the whole block at 0"],
      [
        "activationFollows",
        "an activation follows the last γ, and a relu that gets 0 passes no gradient back"
      ],
      ["endsInConvolution", "a pre-activation block ends in a convolution, which has no γ"],
      ["plain", "a plain network would give zeros only"]
    ] as const
  ).map(([reason, text]) => ["zeroInitResidual", true, {reason}, `invalid zeroInitResidual: true; ${text}`]),
  noShortcuts: [
    [
      ...(["survival", 0.5, {network: "vgg16"}] as const),
      "invalid survival: 0.5; vgg16 has no shortcuts, and nothing would pass where a block is dropped"
    ]
  ],
  noSurvival: [
    [
      ...(["survivingBlocks", 4, {}] as const),
      "invalid survivingBlocks: 4; so many survive in each step, and survival would draw other numbers"
    ]
  ],
  mostBlocks: [
    [
      ...(["survivingBlocks", 4, {network: "cifar-resnet-8", blocks: 3}] as const),
      "invalid survivingBlocks: 4; cifar-resnet-8 has 3 blocks that could survive"
    ]
  ],
  survivesDeepening: [
    [
      ...(["survival", 0.5, {}] as const),
      "invalid survival: 0.5; a deepened run must drop none: with more blocks each would count by another probability"
    ]
  ],
  lessThanSteps: [
    [
      ...(["deepened.afterSteps", 2000, {steps: 2000}] as const),
      "invalid deepened.afterSteps: 2000; it must be less than the run's steps, 2,000"
    ]
  ],
  mostImages: [
    [
      ...(["batch", 64, {images: 10, imagesPerClass: 2}] as const),
      "invalid batch: 64; with 2 images a class there are 10 to make it of"
    ]
  ],
  bodyOf: [
    [
      ...(["weights", "shapesFirst", {network: "cifar-resnet-8", width: 8}] as const),
      "invalid weights: shapesFirst; they are of cifar-resnet-8 of width 8, and fit no other body"
    ]
  ],
  noHead: [
    [
      ...(["body", "frozen", {network: "cifar-convnet-4"}] as const),
      "invalid body: frozen; cifar-convnet-4 has no dense layer that could be trained alone"
    ]
  ],
  frozenBody: [["statistics", "frozen", {}, "invalid statistics: frozen; only a frozen body can have it"]],
  notDeepened: [["unfrozenAfter", 5, {}, "invalid unfrozenAfter: 5; a run that is deepened cannot have it"]],
  followingStatistics: [
    [
      ...(["measurementInterval", 10, {}] as const),
      "invalid measurementInterval: 10; what is measured is of normalizations that go by the batch, and with frozen statistics none does; choose 0"
    ]
  ],
  wholeBatches: [
    [
      ...(["images", 100, {batch: 64}] as const),
      "invalid images: 100; by batch statistics they come in whole batches of 64"
    ]
  ],
  deepens: (
    [
      [
        "otherwiseEqual",
        "the deep network must be the shallow one with more blocks, and nothing else may differ"
      ],
      ["moreBlocks", "the deep network must have more blocks"],
      [
        "identityBlocks",
        "the added blocks must begin as the identity: they need an identity shortcut, λ 1 and relu"
      ],
      [
        "zeroInit",
        "the added blocks must begin as the identity: choose zeroInitResidual, which starts their last γ at 0"
      ]
    ] as const
  ).map(([reason, text]) => [
    "deepened",
    "deep from shallow",
    {reason},
    `invalid deepened: deep from shallow; ${text}`
  ]),
  residualClass: [
    [
      ...(["network", "vgg16", {}] as const),
      "invalid network: vgg16; the class builds networks of residual stages, with grouped bottlenecks or two-layer basic blocks in the original order"
    ]
  ],
  weightsFile: [
    [
      ...(["file", "w.pth", {reason: "pickleImport", detail: "os.system"}] as const),
      "invalid file: w.pth; its pickle asks for something that is no tensor; nothing was run. Save the state_dict alone. It asks for: os.system"
    ],
    [
      ...(["file", "w.pth", {reason: "zipEnds"}] as const),
      "invalid file: w.pth; it ends before its zip archive does"
    ]
  ],
  weightsComplete: [
    [
      ...(["file", "w.pth", {missing: 2, example: "fc.weight"}] as const),
      "invalid file: w.pth; 2 of the network's tensors are not in it, such as fc.weight"
    ]
  ],
  diverged: [
    ["learningRate", 10, {step: 12}, "the loss is no longer a number at step 12, with learning rate 10"]
  ]
};

/** Every example as a fault and its text. */
const faults = Object.entries(examples).flatMap(([is, list]) =>
  (list as [string, unknown, object, string][]).map(([field, value, details, text]) => ({
    fault: {field, value, rule: {is, ...details} as Rule} satisfies Fault,
    text
  }))
);

describe("faultText(fault)", () => {
  for (const {fault, text} of faults)
    test(`is “${text}”`, () => {
      expect(faultText(fault)).toBe(text);
    });

  test("names the networks first, where it concerns some of several", () => {
    const {fault, text} = faults[0];
    expect(faultText({...fault, networks: ["vgg16"]})).toBe(`vgg16: ${text}`);
    expect(faultText({...fault, networks: ["vgg16", "vgg19"]})).toBe(`vgg16, vgg19: ${text}`);
  });

  test("shows what is not there as none, and an empty list too", () => {
    const {fault} = faults[0];
    for (const value of [undefined, "", []])
      expect(faultText({...fault, value})).toMatch(/^invalid steps: none; /);
    expect(faultText({...fault, value: null})).toMatch(/^invalid steps: null; /);
    expect(faultText({...fault, value: ["a", 2]})).toMatch(/^invalid steps: a, 2; /);
  });

  test("shows spaces in quotes, and of an object the beginning of its JSON", () => {
    const {fault} = faults[0];
    const shown = (value: unknown) => /^invalid steps: (.*); it must/.exec(faultText({...fault, value}))![1];
    expect(shown("  ")).toBe('"  "');
    expect(shown([{a: 1}, " "])).toBe('{"a":1}, " "');
    expect(shown({text: "x".repeat(100)})).toBe(`{"text":"${"x".repeat(51)}…`);
    expect(shown(() => 1)).toBe("a function");
    const loop: Record<string, unknown> = {};
    loop.own = loop;
    expect(shown(loop)).toBe("an object");
  });
});

describe("FaultError", () => {
  const list = faults.slice(0, 3);

  test("has its faults, and as its message their texts, a line each", () => {
    const error = new FaultError(list.map(({fault}) => fault));
    expect(error).toBeInstanceOf(RangeError);
    expect(error.name).toBe("FaultError");
    expect(error.faults).toEqual(list.map(({fault}) => fault));
    expect(error.message).toBe(list.map(({text}) => text).join("\n"));
  });

  test("of one field is made by invalid()", () => {
    const error = invalid("width", 0, "integer", {least: 1, most: 256});
    expect(error.faults).toEqual([{field: "width", value: 0, rule: {is: "integer", least: 1, most: 256}}]);
    expect(error.message).toBe("invalid width: 0; it must be an integer from 1 to 256");
  });

  test("gives its faults to faultsOf(), and no other error has any", () => {
    const error = invalid("width", 0, "positive", {});
    expect(faultsOf(error)).toBe(error.faults);
    expect(faultsOf(new RangeError("invalid width: 0"))).toBeUndefined();
    expect(faultsOf(undefined)).toBeUndefined();
  });
});

describe("postableFaults(faults)", () => {
  const {rule} = faults[0].fault;
  const of = (value: unknown): Fault[] => [{field: "steps", value, rule, networks: ["vgg16"]}];

  test("leaves plain data as it is, field, rule and networks too", () => {
    for (const value of [undefined, null, 0, NaN, "", "many", true, 3n])
      expect(postableFaults(of(value))).toEqual(of(value));
  });

  test("can be posted, whatever the value, and its text stays the same", () => {
    for (const value of [() => 1, Symbol("s"), [1, 2], [[1], 2], [], new Date(0), {}, new Error("no")]) {
      const given = of(value);
      const posted = structuredClone(postableFaults(given));
      expect(posted.map(faultText)).toEqual(given.map(faultText));
      expect(given[0].value).toBe(value);
    }
  });
});

describe("toldError(error)", () => {
  test("is told to another thread, which makes the same error of it", () => {
    const error = invalid("survival", 0, "number", {least: 0, most: 1, open: "least"});
    const read = errorFrom(structuredClone(toldError(error)));
    expect(faultsOf(read)).toEqual(error.faults);
    expect(read.message).toBe(error.message);
  });

  test("of another kind of error is its message", () => {
    const read = errorFrom(structuredClone(toldError(new TypeError("no such layer"))));
    expect([read.message, faultsOf(read)]).toEqual(["no such layer", undefined]);
  });
});

test("faultsThrownBy(act) are those of what it throws; another error goes on", () => {
  const fault = invalid("depth", 21, "networkName", {example: "cifar-resnet-56"});
  const throwing = (error: Error) => () => {
    throw error;
  };
  expect(faultsThrownBy(() => {})).toEqual([]);
  expect(faultsThrownBy(throwing(fault))).toEqual(fault.faults);
  expect(() => faultsThrownBy(throwing(new TypeError("broken")))).toThrow("broken");
});
