// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {tower} from "../../components/diagrams/tower.js";
import {towerLayers} from "../../components/diagrams/towerLayers.js";
import {depth} from "../../components/network/depth.js";
import {namedNetwork} from "../../components/network/named.js";
import {networkBlocks} from "../../components/network/networkBlocks.js";

const names = [
  "cifar-plain-20",
  "cifar-plain-56",
  "cifar-resnet-20",
  "cifar-resnet-56",
  "cifar-resnext-29-8x64d"
];

describe.each(names)("%s", (name) => {
  const {expression, input} = namedNetwork(name, {size: 16});

  test("has as many layers as its depth, and its blocks follow each other", () => {
    const {layers, blocks} = towerLayers(expression, input);
    expect(layers).toHaveLength(depth(expression));
    expect(blocks).toHaveLength(networkBlocks(expression).length);
    blocks.forEach(({first, last}, i) => {
      expect(first).toBe(i === 0 ? 1 : blocks[i - 1].last + 1);
      expect(last).toBeGreaterThan(first);
    });
    expect(blocks.at(-1)!.last).toBe(layers.length - 2); // then the classifier
  });

  test("is drawn with a slab a layer, and an arc and a sum a shortcut", () => {
    const svg = tower(expression, input);
    const shortcuts = networkBlocks(expression).filter(({shortcut}) => shortcut).length;
    expect(svg.querySelectorAll("rect")).toHaveLength(depth(expression));
    expect(svg.querySelectorAll("path.arc[data-symbol=x]")).toHaveLength(shortcuts);
    expect(svg.querySelectorAll("circle[data-symbol=H]")).toHaveLength(shortcuts);
    expect(svg.querySelectorAll("g[data-symbol=F]")).toHaveLength(shortcuts);
    expect(svg.querySelectorAll("g[data-symbol=H]")).toHaveLength(
      networkBlocks(expression).length - shortcuts
    );
  });
});

test("a tower of more layers is higher, by the pitch; a label is read out", () => {
  const of = (name: string) => namedNetwork(name, {size: 16});
  const height = (name: string) =>
    Number(tower(of(name).expression, of(name).input, {pitch: 4}).getAttribute("height"));
  expect(height("cifar-plain-56") - height("cifar-plain-20")).toBe(36 * 4);
  const {expression, input} = of("cifar-plain-20");
  expect(tower(expression, input).getAttribute("aria-hidden")).toBe("true");
  const labelled = tower(expression, input, {label: "plain-20"});
  expect(labelled.getAttribute("aria-label")).toBe("plain-20");
  expect(labelled.hasAttribute("aria-hidden")).toBe(false);
});

test("slabs get narrower where the network halves its images", () => {
  const {expression, input} = namedNetwork("cifar-plain-20", {size: 16});
  const widths = [...tower(expression, input).querySelectorAll("g rect")].map((rect) =>
    Number(rect.getAttribute("width"))
  );
  expect([...new Set(widths)]).toEqual([40, 10 * Math.sqrt(8), 20]);
});
