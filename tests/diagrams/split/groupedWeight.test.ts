// @vitest-environment jsdom
import {expect, test} from "vitest";
import {groupedWeight, weightCount} from "../../../components/diagrams/split/groupedWeight.js";
import {bottleneck} from "../../../components/network/blocks/bottleneck.js";
import {parameters} from "../../../components/network/parameters.js";
import {expectSvg} from "../../charts/matchSvg.js";

const textOf = (element: HTMLElement) =>
  element.querySelector("p:last-child")!.textContent!.replace(/\s+/g, " ").trim();

test("groupedWeight(4, 2) is drawn as its snapshot says: four blocks on the diagonal", () => {
  expectSvg(groupedWeight(4, 2).querySelector("svg")!, "groupedWeight", import.meta.dirname);
});

test("groupedWeight(C, d) counts what the block's 3×3 has, and its share of one group's", () => {
  for (const [c, d] of [
    [32, 4],
    [8, 14],
    [3, 5]
  ]) {
    const {shape} = parameters(bottleneck(256, c * d, {cardinality: c}), [8, 8, 256]).find(
      ({name}) => name === "conv2.weight"
    )!;
    expect(shape).toEqual([3, 3, d, c * d]);
    expect(weightCount(c * d, c)).toBe(shape.reduce((product, size) => product * size, 1));
    expect(weightCount(c * d, c) * c).toBe(weightCount(c * d, 1));
  }
  expect(textOf(groupedWeight(32, 4))).toBe("32 · 3·3·4·4 = 4,608 weights1/32 of the 147,456 of one group");
});

test("groupedWeight(1, d) is the whole square", () => {
  const picture = groupedWeight(1, 64, {title: "One group"});
  expect(picture.querySelectorAll(".block")).toHaveLength(1);
  expect(picture.querySelector("svg")!.getAttribute("aria-label")).toBe(
    "3×3 weights of 64 input and 64 output channels: all are there"
  );
  expect(picture.firstElementChild!.textContent).toBe("One group");
});

test("groupedWeight(256, 256) has every block on the diagonal", () => {
  const blocks = [...groupedWeight(256, 256).querySelectorAll(".block")];
  expect(blocks).toHaveLength(256);
  expect(blocks.every((block) => block.getAttribute("x") === block.getAttribute("y"))).toBe(true);
});

test("groupedWeight(0, 4) is a fault", () => {
  expect(() => groupedWeight(0, 4)).toThrow("invalid");
});
