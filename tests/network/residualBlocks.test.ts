import {describe, expect, test} from "vitest";
import {blockShapes} from "../../components/network/blockShapes.js";
import type {Expression} from "../../components/network/expression.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {residualBlocks} from "../../components/network/residualBlocks.js";
import {residualFunctions} from "../../components/network/residualFunctions.js";
import {createPlan} from "../../components/plan/plan.js";
import {wholeSums} from "../../components/plan/program.js";

const shapesOf = (name: string, options: NamedOptions = {}) => {
  const {expression, input} = namedNetwork(name, {size: 16, ...options});
  return blockShapes(expression, input);
};

describe("residualBlocks(network)", () => {
  const nets: [name: string, options?: NamedOptions][] = [
    ["cifar-resnet-14"],
    ["cifar-resnet-14", {order: "preActivation", shortcut: "B", shortcutScale: 0.5}],
    ["cifar-resnet-11", {block: "bottleneck", cardinality: 2}]
  ];
  for (const [name, options] of nets) {
    test(`names the blocks that a plan has gates for: ${name} ${JSON.stringify(options ?? {})}`, () => {
      const {expression, input} = namedNetwork(name, {size: 16, width: 4, ...options});
      const {blocks} = createPlan(expression, input, {batch: 2, parts: wholeSums});
      expect(residualBlocks(expression)).toEqual(blocks);
      expect(blocks.length).toBe(residualFunctions(expression));
    });
  }

  test("names those of ResNeXt's sum form once each, though its branches are added too", () => {
    const {expression} = namedNetwork("cifar-resnext-29-2x4d", {form: "sum"});
    expect(residualBlocks(expression)).toEqual(
      [1, 2, 3].flatMap((layer) => [0, 1, 2].map((block) => `layer${layer}.${block}`))
    );
  });

  test("names none in a plain network, nor in one without blocks", () => {
    const none: Expression[] = ["cifar-plain-14", "vgg16"].map((name) => namedNetwork(name).expression);
    expect(none.map(residualBlocks)).toEqual([[], []]);
  });
});

describe("blockShapes(network)", () => {
  test("tells what enters and leaves each block, and what is left of it if its residual function goes", () => {
    const blocks = shapesOf("cifar-resnet-14", {width: 4});
    expect(blocks.map(({name, input, output, remains}) => [name, input, output, remains].join(" "))).toEqual([
      "layer1.0 16,16,4 16,16,4 identity",
      "layer1.1 16,16,4 16,16,4 identity",
      "layer2.0 16,16,4 8,8,8 zeroPadding",
      "layer2.1 8,8,8 8,8,8 identity",
      "layer3.0 8,8,8 4,4,16 zeroPadding",
      "layer3.1 4,4,16 4,4,16 identity"
    ]);
    expect(blocks.every(({shortcut}) => shortcut)).toBe(true);
  });

  test("tells projections of options B and C, also times λ and before an activation", () => {
    const remains = (options: NamedOptions) =>
      shapesOf("cifar-resnet-14", options).map(({remains}) => remains);
    const optionB = ["identity", "identity", "projection", "identity", "projection", "identity"];
    expect(remains({shortcut: "B"})).toEqual(optionB);
    expect(remains({shortcut: "B", shortcutScale: 0.5, order: "preActivation"})).toEqual(optionB);
    expect(new Set(remains({shortcut: "C"}))).toEqual(new Set(["projection"]));
  });

  test("tells what option A would leave of the blocks of a plain network, whatever its options say", () => {
    const plain = shapesOf("cifar-plain-14", {shortcut: "B"});
    expect(plain.map(({remains}) => remains)).toEqual(
      shapesOf("cifar-resnet-14").map(({remains}) => remains)
    );
    expect(plain.some(({shortcut}) => shortcut)).toBe(false);
  });

  test("is empty where there are no blocks", () => {
    const {expression, input} = namedNetwork("vgg16");
    expect(blockShapes(expression, input)).toEqual([]);
  });
});
