// @vitest-environment jsdom
import {describe, expect, test, vi} from "vitest";
import {svgFile} from "../../components/charts/exportFigure.js";
import {blockDiagram} from "../../components/diagrams/blockDiagram.js";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {bottleneck} from "../../components/network/blocks/bottleneck.js";
import {type Expression, sequence} from "../../components/network/expression.js";
import type {Volume} from "../../components/network/shapes.js";
import {expectSvg} from "../charts/matchSvg.js";

const drawing = (element: HTMLElement) => element.querySelector("svg")!;
const texts = (element: HTMLElement) => [...element.querySelectorAll("text")].map((text) => text.textContent);

describe("blockDiagram(block) draws", () => {
  const blocks: [name: string, block: Expression, input: Volume][] = [
    ["basicBlock", basicBlock(16, 16), [32, 32, 16]],
    ["projection", basicBlock(16, 32, {stride: 2}), [32, 32, 16]],
    ["bottleneck", bottleneck(256, 64), [56, 56, 256]],
    ["resnextSum", bottleneck(256, 128, {cardinality: 32, form: "sum"}), [56, 56, 256]]
  ];
  test.each(blocks)("%s as its snapshot says", (name, block, input) => {
    expectSvg(drawing(blockDiagram(block, input)), name, import.meta.dirname);
  });
});

test("blockDiagram(block) is an image with words, and its totals below", () => {
  const diagram = blockDiagram(basicBlock(16, 32, {stride: 2}), [32, 32, 16], {label: "a block"});
  expect(drawing(diagram).getAttribute("role")).toBe("img");
  expect(drawing(diagram).getAttribute("aria-label")).toMatch(
    /^a block: input 32×32×16, then the sum of .* and \(1×1 convolution/
  );
  // 16·32·9 + 32·32·9 + 16·32 weights and 3 normalizations of 2·32
  expect(diagram.querySelector(".diagram-totals")!.textContent).toBe(
    "32×32×16 → 16×16×32 · 14,528 parameters · 3,670,016 multiply–adds"
  );
});

test("blockDiagram(block) marks what formulas name", () => {
  const diagram = blockDiagram(basicBlock(16, 16, {shortcutScale: 0.5}), [8, 8, 16]);
  const symbols = (name: string) => [...diagram.querySelectorAll(`[data-symbol="${name}"]`)];
  expect(symbols("F")).toHaveLength(1);
  expect(symbols("F")[0].querySelectorAll('[data-symbol="W"]')).toHaveLength(2);
  expect(symbols("W")).toHaveLength(2);
  expect(symbols("H")).toHaveLength(1);
  expect(symbols("x").length).toBeGreaterThanOrEqual(2);
  expect(symbols("lambda").map(({textContent}) => textContent)).toEqual(["λ = 0.5"]);
});

test("blockDiagram(block, {details}) says what each box costs; the switch below changes it", () => {
  const diagram = blockDiagram(basicBlock(16, 16), [32, 32, 16], {details: true});
  expect(texts(diagram).filter((text) => text === "2,304 parameters")).toHaveLength(2);
  expect(texts(diagram)).toContain("2,359,296 multiply–adds");
  expect(drawing(diagram).getAttribute("aria-label")).toContain(
    "(3×3 convolution to 16 channels, 2,304 parameters, 2,359,296 multiply–adds, then"
  );
  document.body.replaceChildren(diagram); // what is not in the page does not change
  const details = diagram.querySelector<HTMLInputElement>("input[type=checkbox]")!;
  expect(details.checked).toBe(true);
  details.click();
  expect(texts(diagram).join()).not.toContain("parameters");
  details.click();
  expect(texts(diagram).join()).toContain("parameters");
});

test("blockDiagram(block, {volumes: changes}) writes a volume where it begins and where it changes", () => {
  const diagram = blockDiagram(basicBlock(16, 32, {stride: 2}), [32, 32, 16], {volumes: "changes"});
  const volumes = texts(diagram).filter((text) => /^\d+×\d+×\d+$/.test(text!));
  expect(volumes).toEqual(["32×32×16", "16×16×32", "16×16×32", "16×16×32"]);
});

test("blockDiagram(nothing) is a line from input to output", () => {
  const diagram = blockDiagram(sequence(), [8, 8, 3]);
  expect(texts(diagram)).toEqual(["input", "8×8×3", "x", "output"]);
  expect(diagram.querySelectorAll(".line")).toHaveLength(1);
  expect(diagram.querySelectorAll("rect")).toHaveLength(0);
});

test("svgFile(drawing of blockDiagram) stands alone: nothing but colours and typefaces is from the style sheet", async () => {
  vi.stubGlobal("SVGStyleElement", class {}); // jsdom has no such class
  const style = document.createElement("style");
  style.textContent = ".diagram .line {stroke: rgb(1, 2, 3); fill: none}";
  const diagram = blockDiagram(basicBlock(16, 16), [32, 32, 16]);
  document.body.append(style, diagram);
  const reader = new FileReader();
  const read = new Promise((resolve) => (reader.onload = resolve));
  reader.readAsText(await svgFile(drawing(diagram)));
  await read;
  document.body.replaceChildren();
  const copy = new DOMParser().parseFromString(reader.result as string, "image/svg+xml").documentElement;
  expect(copy.namespaceURI).toBe("http://www.w3.org/2000/svg");
  expect(Number(copy.getAttribute("width"))).toBeGreaterThan(100);
  const line = copy.querySelector<SVGElement>(".line")!;
  expect(line.style.stroke).toBe("rgb(1, 2, 3)");
  expect(line.getAttribute("stroke-width")).toBe("1.25");
  expect(reader.result).not.toMatch(/url\(|href|var\(--/);
});
