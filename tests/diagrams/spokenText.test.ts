import {expect, test} from "vitest";
import {partsOf} from "../../components/diagrams/partsOf.js";
import {spokenText} from "../../components/diagrams/spokenText.js";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {bottleneck} from "../../components/network/blocks/bottleneck.js";
import {type Expression, sequence} from "../../components/network/expression.js";
import {namedNetwork} from "../../components/network/named.js";
import type {Volume} from "../../components/network/shapes.js";
import {networks} from "./zoo.js";

const words = (expression: Expression, input: Volume) =>
  spokenText(partsOf(expression, input, {branches: 4}));

test("partWords(basic block) says the sum of a residual function and the identity", () => {
  expect(words(basicBlock(16, 16), [32, 32, 16])).toBe(
    "input 32×32×16, then the sum of (3×3 convolution to 16 channels, then batch normalization, then ReLU, then " +
      "3×3 convolution to 16 channels, then batch normalization) and the identity, then ReLU, then output 32×32×16"
  );
});

test("partWords(block of option A) says what is on the shortcut", () => {
  expect(words(basicBlock(16, 32, {stride: 2, shortcut: "A", shortcutScale: 0.5}), [32, 32, 16])).toContain(
    "and (every position in 2 along rows and columns, then zero channels up to 32, then multiplication by λ = 0.5), then ReLU"
  );
});

test("partWords(ResNeXt block of 32 branches) says each branch once", () => {
  const text = words(bottleneck(256, 128, {cardinality: 32, form: "sum"}), [56, 56, 256]);
  expect(text).toContain("the sum of 32 branches, each (1×1 convolution to 4 channels, then");
  expect(text).not.toContain("more");
});

test("partWords(nothing) says input and output", () => {
  expect(words(sequence(), [8, 8, 3])).toBe("input 8×8×3, then output 8×8×3");
});

test("partWords(network with folded groups) says what is in them", () => {
  const {expression, input} = namedNetwork("cifar-resnet-20");
  const folded = partsOf(expression, input, {branches: 4, isOpen: ({role}) => role === "stage"});
  expect(spokenText(folded)).toBe(
    "input 32×32×3, then stem, 1 layer, 32×32×3 to 32×32×16, folded, then " +
      "stage 1, which is (block 1, 2 layers, 32×32×16, folded, then blocks 2 to 3, × 2, 32×32×16, folded), then " +
      "stage 2, which is (block 1, 2 layers, 32×32×16 to 16×16×32, folded, then blocks 2 to 3, × 2, 16×16×32, folded), then " +
      "stage 3, which is (block 1, 2 layers, 16×16×32 to 8×8×64, folded, then blocks 2 to 3, × 2, 8×8×64, folded), then " +
      "head, 1 layer, 8×8×64 to 1×1×10, folded, then output 1×1×10"
  );
});

test.each(networks)("partWords($name) is never without words", ({expression, input}) => {
  const text = words(expression, input);
  expect(text).toMatch(/^input \d+×\d+×3, then .+, then output 1×1×\d+$/);
  expect(text).not.toMatch(/undefined|\(\)|, ,/);
});
