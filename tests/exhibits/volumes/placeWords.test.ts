import {describe, expect, test} from "vitest";
import {sideSum} from "../../../components/exhibits/volumes/placeSums.js";
import {placeWords} from "../../../components/exhibits/volumes/placeWords.js";
import {averagePool, type Conv, conv, maxPool, type Pool} from "../../../components/network/leaf.js";
import {namedNetwork} from "../../../components/network/named.js";
import {outputShape} from "../../../components/network/shapes.js";
import {volumeWalk, type WalkPlace} from "../../../components/network/volumeWalk.js";

const walkOf = (...named: Parameters<typeof namedNetwork>): WalkPlace[] => {
  const {expression, input} = namedNetwork(...named);
  return volumeWalk(expression, input);
};
const resNet34 = walkOf("resnet34");
const textOf = (name: string, places = resNet34) =>
  placeWords(
    places,
    places.findIndex(({leaves}) => leaves[0]?.name === name)
  );

/** Returns what a line such as `⌊(224 + 2 · 3 − 7) / 2⌋ + 1` says, worked out. */
function worked(text: string): number {
  const code = text
    .replaceAll("−", "-")
    .replaceAll("·", "*")
    .replaceAll(",", "")
    .replace("⌊", "Math.floor(")
    .replace("⌋", ")")
    .replace("⌈", "Math.ceil(")
    .replace("⌉", ")");
  return Number(new Function(`return ${code}`)());
}

test("the first convolution's side is 112, of both sides", () => {
  const {sums, volume} = textOf("conv1");
  expect(sums[0]).toBe("⌊(224 + 2 · 3 − 7) / 2⌋ + 1 = 112");
  expect(volume).toBe("112×112×64");
});

test.each<[Conv | Pool, number]>([
  [conv(8, 3), 56],
  [conv(8, 3, {stride: 2}), 56],
  [conv(8, 3, {stride: 2}), 57],
  [conv(8, 1, {stride: 2}), 56],
  [conv(8, 11, {stride: 4, padding: 0}), 227],
  [conv(8, 3, {dilation: 4}), 28],
  [maxPool(3, {stride: 2, padding: 1}), 112],
  [maxPool(3, {stride: 2, ceil: true}), 112],
  [averagePool(2), 14]
])("sideSum(%j, %d) holds, and is what the layer does", (leaf, before) => {
  const [after] = outputShape(leaf, [before, before, 8]);
  const [left, right] = sideSum(leaf, before, after).split(" = ");
  expect(Number(right)).toBe(after);
  expect(worked(left)).toBe(after);
});

describe.each(["resnet34", "resnet50", "vgg16", "resnext50_32x4d", "cifar-resnet-20"])("%s", (name) => {
  test("has sums that hold, at each place", () => {
    const places = walkOf(name);
    for (const {index} of places)
      for (const sum of placeWords(places, index).sums) {
        const [, left, right] = /^(?:[^:]*: )?([^=×]+) = ([\d,]+)/.exec(sum) ?? [];
        if (left && !/values of/.test(sum)) expect(worked(left), sum).toBe(worked(right));
      }
  });
});

test("layer, block and operation are counted from 1, beside PyTorch's names", () => {
  expect(textOf("layer2.1.conv2")).toMatchObject({
    title: "layer 2, block 2, operation 2",
    pytorch: ["layer2.1.conv2", "layer2.1.bn2"]
  });
  expect(textOf("layer2.0.downsample.0").title).toBe("layer 2, block 1, shortcut");
});

test("only a block's last operation is said to have no ReLU", () => {
  expect(textOf("layer1.0.conv2").sentence).toContain("no ReLU");
  expect(textOf("layer1.0.conv1").sentence).not.toContain("no ReLU");
  expect(textOf("layer1.0.conv2", walkOf("plain-34")).sentence).not.toContain("no ReLU");
});

test("the first operations of layers 2 to 4 stride and double their filters, that of layer 1 does not", () => {
  for (const layer of [2, 3, 4])
    expect(textOf(`layer${layer}.0.conv1`).sentence).toMatch(/moves by 2.*Filters double/);
  expect(textOf("layer1.0.conv1").sentence).toContain("Layer 1 does not stride");
});

test("there is one max pooling, and one average pooling", () => {
  expect(textOf("maxpool").sentence).toContain("only max pooling");
  expect(textOf("avgpool").sentence).toContain("only average pooling");
  expect(textOf("features.4", walkOf("vgg16")).sentence).toContain("5 of them");
});

test("on 32×32 nothing is left to be averaged", () => {
  expect(textOf("avgpool", walkOf("resnet34", {size: 32})).sentence).toContain("was 1×1 before");
});
