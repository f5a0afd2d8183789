import {describe, expect, test} from "vitest";
import {fourNetworks} from "../../components/experiment/fourNetworks.js";
import {
  experimentFromLink,
  type LinkedExperiment,
  linkKeys,
  linkTo
} from "../../components/experiment/link.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {settingOf} from "../../components/experiment/settings.js";
import {toTraining} from "../../components/experiment/trainingSpec.js";
import {faultText} from "../../components/fields/english.js";
import type {FaultError} from "../../components/fields/fault.js";
import {toIdentity} from "../../components/network/identity.js";

const read = (query: string): LinkedExperiment => experimentFromLink(new URLSearchParams(query));

function faultsOf(query: string): readonly string[] {
  try {
    read(query);
  } catch (error) {
    return (error as FaultError).faults.map(faultText);
  }
  return [];
}

const names = ({specs}: LinkedExperiment): string[] => specs.map(({network}) => network.name);

test("experimentFromLink() of nothing is the four networks with the defaults of a run spec", () => {
  expect(read("")).toEqual({
    specs: fourNetworks.map((name) => toRunSpec({network: {name}})),
    nets: fourNetworks.map(toIdentity),
    autoplay: false
  });
});

test("experimentFromLink(query) reads the documented embed link", () => {
  const link =
    "nets=cifar-plain-20,cifar-plain-56,cifar-resnet-20,cifar-resnet-56&steps=200&batch=64&width=8&size=16&seed=1&dataset=shapes&backend=webgpu&autoplay=1";
  expect(read(link)).toEqual({
    specs: fourNetworks.map((name) =>
      toRunSpec({
        network: {name, width: 8},
        steps: 200,
        batch: 64,
        seed: 1,
        dataset: {name: "shapes", size: 16}
      })
    ),
    nets: fourNetworks.map(toIdentity),
    backend: "webgpu",
    autoplay: true
  });
});

test("experimentFromLink(query) reads every option", () => {
  const query =
    "nets=cifar-resnet-8&steps=10&batch=2&width=3&size=32&seed=0&dataset=cifar10&augment=1&shortcut=C&scale=0.5&norm=true&zeroInit=1&preActivation=false&rate=1e-1&momentum=0&decay=0&schedule=steps&warmup=5&evaluate=7&evaluationImages=20&backend=wasm&path=reference&autoplay=true";
  expect(read(query)).toEqual({
    specs: [
      toRunSpec({
        network: {
          name: "cifar-resnet-8",
          width: 3,
          shortcut: "C",
          shortcutScale: 0.5,
          zeroInitResidual: true
        },
        dataset: {name: "cifar10", size: 32, augment: true},
        optimizer: {learningRate: 0.1, momentum: 0, weightDecay: 0},
        schedule: {type: "steps", warmupSteps: 5},
        steps: 10,
        batch: 2,
        seed: 0,
        evaluationInterval: 7,
        evaluationImages: 20
      })
    ],
    nets: ["cifar-resnet-8"].map(toIdentity),
    backend: "wasm",
    executor: "reference",
    autoplay: true
  });
});

test("experimentFromLink(query) reads block, cardinality, group width and activation", () => {
  const [spec] = read(
    "nets=cifar-resnet-11&block=bottleneck&cardinality=8&groupWidth=2&activation=tanh"
  ).specs;
  expect(spec.network).toMatchObject({
    block: "bottleneck",
    cardinality: 8,
    groupWidth: 2,
    activation: "tanh"
  });
});

test("experimentFromLink(workers) reads how many workers train, and linkTo() writes it", () => {
  const experiment = read("nets=cifar-resnet-8&workers=3");
  expect(experiment.workers).toBe(3);
  expect(linkTo(experiment).toString()).toBe("nets=cifar-resnet-8&workers=3");
  expect(read("nets=cifar-resnet-8")).not.toHaveProperty("workers");
});

test("experimentFromLink(survival) reads stochastic depth, of residual networks only", () => {
  const [{network}] = read("nets=cifar-resnet-8&survival=0.5").specs;
  expect(network.survival).toBe(0.5);
  expect(linkTo(read("nets=cifar-resnet-8&survival=0.5")).toString()).toBe(
    "nets=cifar-resnet-8&survival=0.5"
  );
  expect(read("nets=cifar-resnet-8&survival=1")).toEqual(read("nets=cifar-resnet-8"));
  expect(faultsOf("nets=cifar-plain-8,cifar-resnet-8&survival=0.5")).toEqual([
    "invalid survival: 0.5; cifar-plain-8 has no shortcuts, and nothing would pass where a block is dropped"
  ]);
});

test("experimentFromLink(query) reads order, layers a block and initialisation", () => {
  const [spec] = read(
    "nets=cifar-resnet-20&order=reluBeforeAddition&layersPerBlock=3&initialisation=small"
  ).specs;
  expect(spec.network).toMatchObject({order: "reluBeforeAddition", layersPerBlock: 3});
  expect(spec.initialisation).toBe("small");
  expect(read("nets=cifar-resnet-8&preActivation=1")).toEqual(
    read("nets=cifar-resnet-8&order=preActivation")
  );
});

test("experimentFromLink(nets) forgives spaces and empty names, and backend=auto means the first that works", () => {
  const experiment = read("nets= cifar-resnet-8, ,cifar-plain-8,&backend=auto&autoplay=0");
  expect(names(experiment)).toEqual(["cifar-resnet-8", "cifar-plain-8"]);
  expect(experiment).not.toHaveProperty("backend");
  expect(experiment.autoplay).toBe(false);
});

const rules: [query: string, faults: string[]][] = [
  ["depth=20", [`unknown option: depth; the options of a link are ${linkKeys.join(", ")}`]],
  ["nets=", ["invalid networks: none; a figure shows 1 to 8 networks"]],
  [
    "nets=cifar-resnet-8,cifar-resnet-8",
    ["invalid networks: cifar-resnet-8 twice; each network can be there once, or again with other options"]
  ],
  ["steps=", ["invalid steps: none; it must be an integer from 1 to 100,000"]],
  ["steps=many", ["invalid steps: many; it must be an integer from 1 to 100,000"]],
  ["steps=1.5", ["invalid steps: 1.5; it must be an integer from 1 to 100,000"]],
  ["batch=Infinity", ["invalid batch: Infinity; it must be an integer from 1 to 1,024"]],
  ["rate=-1", ["invalid learningRate: -1; it must be a number from 0 to 10"]],
  ["block=wide", ["invalid block: wide; it must be basic or bottleneck"]],
  ["layersPerBlock=two", ["invalid layersPerBlock: two; it must be one of 1, 2, 3"]],
  ["initialisation=zero", ["invalid initialisation: zero; it must be he or small"]],
  [
    "order=original&preActivation=1",
    ["invalid preActivation: true; it is short for order preActivation, and the order is original"]
  ],
  ["cardinality=0", ["invalid cardinality: 0; it must be an integer from 1 to 256"]],
  ["groupWidth=many", ["invalid groupWidth: many; it must be an integer from 1 to 256"]],
  ["activation=sine", ["invalid activation: sine; it must be one of relu, tanh, sigmoid"]],
  ["augment=yes", ["invalid augment: yes; it must be true or false"]],
  [
    "backend=gpu",
    ["invalid backend: gpu; it must be one of auto, webgpu, wasm, webgl, webgpu-software, cpu"]
  ],
  ["workers=0", ["invalid workers: 0; it must be an integer from 1 to 256"]],
  ["path=fast", ["invalid executor: fast; it must be plan or reference"]],
  ["rate=1&rate=2", ["invalid learningRate: 1, 2; each option can be there once"]],
  [
    "learningRate=1&rate=2",
    ["invalid learningRate: 1, 2; learningRate and rate are names of one option; give it once"]
  ],
  ["autoplay=maybe", ["invalid autoplay: maybe; it must be 0 or 1"]]
];
for (const [query, faults] of rules) {
  test(`experimentFromLink(${query}) throws “${faults.join("”, “")}”`, () => {
    expect(faultsOf(query)).toEqual(faults);
  });
}

test("experimentFromLink(nets) throws on nine networks, and on one that cannot be", () => {
  const nine = Array.from({length: 9}, (_, i) => `cifar-resnet-${6 * i + 8}`).join(",");
  expect(faultsOf(`nets=${nine}`)).toEqual(["invalid networks: 9 networks; a figure shows 1 to 8 networks"]);
  expect(faultsOf("nets=cifar-resnet-8,cifar-resnet-21")[0]).toMatch(/^cifar-resnet-21: invalid depth: 21; /);
});

test("experimentFromLink(query) throws all faults at once, each once", () => {
  const faults = faultsOf("steps=x&depth=3&backend=gpu&nets=cifar-plain-20,cifar-plain-56");
  expect(faults.map((fault) => fault.split(";")[0])).toEqual([
    "unknown option: depth",
    "invalid steps: x",
    "invalid backend: gpu"
  ]);
});

describe("linkTo(experiment)", () => {
  test("is empty for the default experiment", () => {
    expect(linkTo(read("")).toString()).toBe("");
  });

  test("says what differs from the defaults, in one order", () => {
    const query = linkTo(read("autoplay=1&seed=2&steps=200&width=16&nets=cifar-resnet-8"));
    expect(decodeURIComponent(query.toString())).toBe("nets=cifar-resnet-8&width=16&seed=2&autoplay=1");
  });

  const queries = [
    "nets=cifar-resnet-8,cifar-plain-8&steps=10&rate=0.0001&decay=0.0000001",
    "size=32&dataset=cifar10&augment=1&batch=128&seed=4294967295&schedule=cosine&warmup=20",
    "norm=0&shortcut=B&scale=0.5&evaluate=10&evaluationImages=100&backend=cpu&path=reference",
    "nets=cifar-resnet-8&zeroInit=1&momentum=0",
    "nets=cifar-resnet-11&block=bottleneck&cardinality=4&groupWidth=3",
    "nets=cifar-resnet-8&activation=sigmoid",
    "nets=cifar-resnet-20&layersPerBlock=1&order=normAfterAddition&initialisation=small",
    "nets=cifar-resnet-8&order=preActivation&autoplay=1"
  ];
  test("writes the order that preActivation is short for", () => {
    const query = linkTo(read("nets=cifar-resnet-8&preActivation=1"));
    expect(query.toString()).toBe("nets=cifar-resnet-8&order=preActivation");
    expect(linkTo(read("nets=cifar-resnet-8&preActivation=0")).toString()).toBe("nets=cifar-resnet-8");
  });

  for (const query of queries) {
    test(`is read as the same experiment again: ${query}`, () => {
      const experiment = read(query);
      const written = linkTo(experiment);
      expect(experimentFromLink(written)).toEqual(experiment);
      const keys = [...new URLSearchParams(query).keys()].map((key) => settingOf(key)?.key ?? key);
      expect([...written.keys()].sort()).toEqual(keys.sort());
    });
  }
});

test("experimentFromLink(several faults) names the depth and the networks beside the others", () => {
  const fieldsOf = (query: string) => {
    try {
      experimentFromLink(new URLSearchParams(query));
      return [];
    } catch (error) {
      return (error as FaultError).faults.map(({field}) => field);
    }
  };
  expect(fieldsOf("nets=cifar-plain-21&steps=0&colour=red&width=999")).toEqual([
    "colour",
    "steps",
    "width",
    "depth"
  ]);
  expect(fieldsOf("nets=alexnets,cifar-resnet-21&size=99")).toEqual(["size", "network", "depth"]);
  expect(fieldsOf("nets=&seed=1.5")).toEqual(["networks", "seed"]);
});

test("linkTo(experiment, always) has what is named, also where it is the usual", () => {
  const training = toTraining({networks: ["cifar-resnet-20"], headInit: "he"});
  expect(linkTo(training).has("headInit")).toBe(false);
  expect(linkTo(training, ["headInit"]).get("headInit")).toBe("he");
});
