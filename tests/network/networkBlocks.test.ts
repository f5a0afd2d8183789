import {describe, expect, test} from "vitest";
import {layerCosts} from "../../components/network/cost.js";
import {concat, group, label, sequence, sum} from "../../components/network/expression.js";
import {conv, identity, relu} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import {networkBlocks} from "../../components/network/networkBlocks.js";

const f = group(sequence(conv(4, 3), relu()), {role: "residual"});
const shortcut = group(identity(), {role: "shortcut"});

describe("networkBlocks(network)", () => {
  test("has the name, the group, the residual function and the shortcut of each block, in order", () => {
    const [first, second] = [sequence(sum(f, shortcut), relu()), sum(f, identity())].map((body, i) =>
      group(body, {label: String(i), role: "block"})
    );
    expect(networkBlocks(label("layer1", sequence(first, second)))).toEqual([
      {name: "layer1.0", group: first, residualFunction: f, shortcut},
      {name: "layer1.1", group: second, residualFunction: f, shortcut: identity()}
    ]);
  });

  test("of a plain network have no shortcut", () => {
    const blocks = networkBlocks(namedNetwork("cifar-plain-14").expression);
    expect(blocks.map(({name, shortcut}) => [name, shortcut])).toEqual(
      [1, 2, 3].flatMap((layer) => [0, 1].map((i) => [`layer${layer}.${i}`, undefined]))
    );
  });

  test("counts what is inside a residual function to it, and what is inside a shortcut to none", () => {
    const nested = group(sum(f, identity()), {role: "residual"});
    expect(networkBlocks(nested)).toEqual([{name: "", residualFunction: nested}]);
    expect(networkBlocks(group(f, {role: "shortcut"}))).toEqual([]);
  });

  test("gives no shortcut where several blocks, several lines or a concatenation meet", () => {
    for (const joined of [sum(f, f), sum(f, identity(), identity()), concat(f, identity())])
      expect(networkBlocks(joined).some(({shortcut}) => shortcut)).toBe(false);
    const inner = sum(f, identity());
    expect(networkBlocks(sum(inner, identity()))).toEqual(networkBlocks(inner));
  });

  test("of networks that are not made of residual functions are none", () => {
    for (const name of ["vgg16", "googlenet-paper", "nin-cifar"])
      expect(networkBlocks(namedNetwork(name).expression)).toEqual([]);
  });
});

test("layerCosts(expression) tells the stage and the block of each layer, and whether it is on a shortcut", () => {
  const {expression, input} = namedNetwork("resnet18");
  const places = new Map(layerCosts(expression, input).map(({name, place}) => [name, place]));
  expect(places.get("conv1")).toEqual({stage: "conv1", onShortcut: false});
  expect(places.get("layer2.0.conv1")).toEqual({stage: "layer2", block: "layer2.0", onShortcut: false});
  expect(places.get("layer2.0.downsample.0")).toEqual({
    ...{stage: "layer2", block: "layer2.0", onShortcut: true}
  });
  expect(places.get("fc")).toEqual({stage: "fc", onShortcut: false});
});
