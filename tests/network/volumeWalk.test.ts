import {describe, expect, test} from "vitest";
import {cost, totalCost} from "../../components/network/cost.js";
import {namedNetwork} from "../../components/network/named.js";
import {volumeText} from "../../components/network/shapes.js";
import {shownPlaces} from "../../components/network/shownPlaces.js";
import {volumeWalk, type WalkPlace} from "../../components/network/volumeWalk.js";
import {trace} from "../../components/plan/trace.js";
import counts from "../fixtures/counts.json" with {type: "json"};

/** Returns the cost of all of a walk. */
const walkCost = (places: readonly WalkPlace[]) =>
  totalCost(places.map((place) => ({...place, activationBytes: 0})));

const walkOf = (...named: Parameters<typeof namedNetwork>) => {
  const {expression, input} = namedNetwork(...named);
  return volumeWalk(expression, input);
};

test("volumeWalk(resnet34) begins as its stem and first block do", () => {
  const places = walkOf("resnet34").slice(0, 7);
  expect(
    places.map(({kind, leaves, volume}) => [kind, leaves.map(({name}) => name).join(" "), volumeText(volume)])
  ).toEqual([
    ["image", "", "224×224×3"],
    ["leaf", "conv1", "112×112×64"],
    ["leaf", "bn1 relu", "112×112×64"],
    ["leaf", "maxpool", "56×56×64"],
    ["leaf", "layer1.0.conv1 layer1.0.bn1 layer1.0.relu", "56×56×64"],
    ["leaf", "layer1.0.conv2 layer1.0.bn2", "56×56×64"],
    ["sum", "layer1.0.relu", "56×56×64"]
  ]);
  expect(places[6].inputs).toEqual([5, 3]);
});

test("the shortcut of layer 2 is a place of its own: a projection in option B, every second position and zeros in A", () => {
  const shortcut = (option: "A" | "B") =>
    walkOf("resnet34", {shortcut: option}).flatMap(({onShortcut, block, leaves, volume}) =>
      onShortcut && block === "layer2.0"
        ? [`${leaves.map(({leaf}) => leaf.type).join(" ")} ${volumeText(volume)}`]
        : []
    );
  expect(shortcut("B")).toEqual(["conv norm 28×28×128"]);
  expect(shortcut("A")).toEqual(["subsample 28×28×64", "padChannels 28×28×128"]);
});

describe.each([
  "resnet18",
  "resnet34",
  "resnet50",
  "resnext50_32x4d",
  "vgg16",
  "plain-34",
  "cifar-resnet-56",
  "googlenet-paper",
  "alexnet"
])("a walk through %s", (name) => {
  const {expression, input} = namedNetwork(name);
  const places = volumeWalk(expression, input);

  test("costs what the network costs", () => {
    const {parameters, multiplyAdds} = cost(expression, input);
    expect(walkCost(places)).toMatchObject({parameters, multiplyAdds});
  });

  test("goes forward, and ends in the classes", () => {
    for (const {index, inputs} of places) for (const input of inputs) expect(input).toBeLessThan(index);
    expect(places.map(({index}) => index)).toEqual(places.map((_, i) => i));
    expect(places[places.length - 1].volume.slice(0, 2)).toEqual([1, 1]);
  });

  test("has names that a plan reads, of the volumes that are there", () => {
    const read = places.filter(({read}) => read !== undefined);
    const {named} = trace(
      expression,
      input,
      read.map(({read}) => read!)
    );
    for (const {read: name, volume} of read) expect(named.get(name!)!.value.volume).toEqual(volume);
  });
});

test.each(["resnet18", "resnet34", "resnet50", "resnet101", "resnet152"] as const)(
  "a walk through %s has PyTorch's shapes and counts",
  (name) => {
    const places = walkOf(name);
    const {parameters, multiplyAdds, stages} = counts.networks[name];
    expect(walkCost(places)).toMatchObject({parameters, multiplyAdds});
    for (const {name: stage, shape} of stages) {
      const last = places.findLast((place) => place.stage === stage);
      const [channels, height = 1, width = 1] = shape;
      if (last) expect(last.volume, stage).toEqual([height, width, channels]);
    }
    expect(
      stages.filter(({name: stage}) => places.some((place) => place.stage === stage)).length
    ).toBeGreaterThan(5);
  }
);

test("in pre-activation, a block's first normalization is a place of its own: the shortcut passes the volume before it", () => {
  const places = walkOf("resnet18", {order: "preActivation"});
  const sum = places.find(({kind, block}) => kind === "sum" && block === "layer1.1")!;
  const [, shortcut] = sum.inputs;
  expect(places[shortcut].kind).toBe("sum");
  expect(places[shortcut + 1].leaves.map(({leaf}) => leaf.type)).toEqual(["norm", "relu"]);
});

test("shownPlaces() leaves out what is like the second block of its stage, and says how many", () => {
  const places = walkOf("resnet152");
  const shown = shownPlaces(places, {every: false});
  expect(shown.filter(({skipped}) => skipped > 0).map(({place, skipped}) => [place.block, skipped])).toEqual([
    ["layer2.7", 5],
    ["layer3.35", 33]
  ]);
  expect(shown[shown.length - 1].place).toBe(places[places.length - 1]);
  expect(shownPlaces(places, {every: true})).toHaveLength(places.length);
});
