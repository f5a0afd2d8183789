// @vitest-environment jsdom
import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {architectureRows} from "../../components/charts/architectureTable.js";
import {volumesExercises} from "../../components/exercises/chapters/volumes.js";
import {comparedBlocks} from "../../components/exhibits/volumes/blockComparison.js";
import {levelBars} from "../../components/exhibits/volumes/levelFigure.js";
import {sidesOf} from "../../components/exhibits/volumes/stemFigure.js";
import {cost} from "../../components/network/cost.js";
import {describe as described} from "../../components/network/describe.js";
import {conv} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {receptiveField} from "../../components/network/receptiveField.js";
import {outputShape} from "../../components/network/shapes.js";
import {volumeWalk} from "../../components/network/volumeWalk.js";

// What the chapter and its exercises hold to be so is read off the networks.

const he2015 = JSON.parse(readFileSync("data/published/he2015.json", "utf8"));

/** Returns what an exercise says of an *answer*. */
function said(name: Parameters<typeof volumesExercises.show>[0], answer: number): string {
  const element = volumesExercises.show(name);
  element.querySelector("input")!.value = String(answer);
  element.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
  return element.querySelector(".exercise-said")!.textContent!;
}

const walkOf = (name: string, options?: NamedOptions) => {
  const {expression, input} = namedNetwork(name, options);
  return volumeWalk(expression, input);
};

test("the side of AlexNet's first map is right", () => {
  expect(said("side", outputShape(conv(96, 11, {stride: 4, padding: 0}), [227, 227, 3])[0])).toContain(
    "is right"
  );
});

test("the smallest image from which layer 4 makes 7×7 is right", () => {
  const lastSide = (size: number) => sidesOf({name: "resnet34", options: {size}}).at(-1);
  const smallest = Array.from({length: 224}, (_, i) => i + 1).find(
    (size) => size >= 32 && lastSide(size) === 7
  )!;
  expect(said("one", smallest)).toContain("is right");
});

test("layer 4 has most parameters", () => {
  const places = walkOf("resnet34");
  const ofLayer = (layer: number) =>
    places.filter(({stage}) => stage === `layer${layer}`).reduce((sum, {parameters}) => sum + parameters, 0);
  expect(Math.max(...[1, 2, 3, 4].map(ofLayer))).toBe(ofLayer(4));
  expect(conv(512, 3).filters * 512).toBe(64 * 64 * 64);
});

test("the first operation of layer 3 costs what is said, half of the others", () => {
  const bars = levelBars("resnet34").filter(({stage}) => stage === "layer3");
  expect(said("strided", bars[0].multiplyAdds)).toContain("is right");
  for (const {multiplyAdds} of bars.slice(1)) expect(multiplyAdds).toBe(2 * bars[0].multiplyAdds);
});

test("ResNet-152 halves once by pooling", () => {
  const places = walkOf("resnet152");
  const pools = places.filter(({leaves}) => ["maxPool", "averagePool"].includes(leaves[0]?.leaf.type));
  expect(said("pools", pools.length)).toContain("is right");
});

test("all of ResNet-34's convolutions but the first of layers 2 to 4, and that of the stem, cost the same", () => {
  const bars = levelBars("resnet34");
  expect(bars).toHaveLength(33);
  const usual = bars.filter(({name}) => name !== "conv1" && !/layer[234]\.0\.conv1/.test(name));
  expect(new Set(usual.map(({multiplyAdds}) => multiplyAdds))).toEqual(new Set([9 * 56 ** 2 * 64 ** 2]));
  expect(9 * 56 ** 2 * 64 ** 2).toBe(9 * 28 ** 2 * 128 ** 2);
});

test("VGG-19's last four convolutions fall to a quarter of its level", () => {
  const bars = levelBars("vgg19").map(({multiplyAdds}) => multiplyAdds);
  expect(new Set(bars.slice(-4))).toEqual(new Set([Math.max(...bars) / 4]));
});

test("a bottleneck costs about what a basic block costs, with four times the channels, and sees less", () => {
  const [basic, bottleneck, wide] = comparedBlocks().map(({expression, input}) => ({
    ...cost(expression, input),
    channels: input[2],
    sees: receptiveField(expression, input).size
  }));
  expect(bottleneck.parameters / basic.parameters).toBeCloseTo(0.95, 1);
  expect(bottleneck.channels).toBe(4 * basic.channels);
  expect([basic.sees, bottleneck.sees]).toEqual([5, 3]);
  expect(wide.parameters / basic.parameters).toBeCloseTo(16, 1);
});

test("the stem for ImageNet leaves 1×1 of 32×32, that for CIFAR-10 leaves 8×8", () => {
  expect(sidesOf({name: "resnet34"})).toEqual([224, 112, 56, 28, 14, 7]);
  expect(sidesOf({name: "resnet34", options: {size: 32}})).toEqual([32, 16, 8, 4, 2, 1]);
  expect(sidesOf({name: "cifar-resnet-20"})).toEqual([32, 16, 8]);
});

describe("Table 1 of the paper", () => {
  const optionsOf = (net: string): NamedOptions =>
    /resnet(18|34)/.test(net) ? {shortcut: "A"} : {strideIn1x1: true};

  test.each<{net: string; sizes: number[]; blocks: number[]; kernels: string[]}>(he2015.architectures.blocks)(
    "$net has its sizes and blocks",
    ({net, sizes, blocks, kernels}) => {
      const {expression, input} = namedNetwork(net, optionsOf(net));
      const rows = architectureRows(described(net, expression, input));
      const stages = rows.filter(({stage}) => /^layer/.test(stage));
      expect(stages.map(({blocks}) => blocks)).toEqual(blocks);
      for (const {layers} of stages) expect(layers.map((layer) => layer.split(",")[0])).toEqual(kernels);
      expect([...new Set(rows.map(({size}) => Number(size.split("×")[0])))]).toEqual(sizes);
    }
  );

  test.each<{net: string; flopsBillion: number}>(he2015.architectures.rows)(
    "$net has its FLOPs",
    ({net, flopsBillion}) => {
      const {expression, input} = namedNetwork(net, optionsOf(net));
      const billions = cost(expression, input).multiplyAdds / 1e9;
      // ResNet-50's are cut in the paper, not rounded: the chapter says so.
      if (net === "resnet50") expect(Math.floor(billions * 10) / 10).toBe(flopsBillion);
      else expect(billions.toFixed(1)).toBe(flopsBillion.toFixed(1));
    }
  );
});
