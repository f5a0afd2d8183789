import {describe, expect, test} from "vitest";
import {type Crossing, crossings} from "../../components/figures/crossings.js";
import {lengthsText, pathCountShort, pathCountText} from "../../components/figures/pathFacts.js";
import {unravelLayout} from "../../components/figures/unravelLayout.js";
import {pathLength, pathsThrough, pathWords} from "../../components/figures/unravelPaths.js";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {concat, group, sequence, sum} from "../../components/network/expression.js";
import {conv, identity, relu} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import {binomialPolynomial} from "../../components/network/pathLengths.js";
import {pathCount, pathPolynomial} from "../../components/network/paths.js";
import {networks} from "./zoo.js";

const skippable = (n: number): Crossing[] =>
  Array.from({length: n}, (_, i) => ({name: `block${i}`, shortcut: true}));

describe("crossings(expression)", () => {
  test("names the blocks of a residual network in order, each with a shortcut", () => {
    const {expression} = namedNetwork("cifar-resnet-8");
    expect(crossings(expression)).toEqual(
      ["layer1.0", "layer2.0", "layer3.0"].map((name) => ({name, shortcut: true}))
    );
  });

  test("of a plain network has no shortcuts", () => {
    expect(crossings(namedNetwork("cifar-plain-8").expression)!.map(({shortcut}) => shortcut)).toEqual([
      false,
      false,
      false
    ]);
  });

  test("counts a split residual function once, and takes a bare line for a shortcut", () => {
    const {expression} = namedNetwork("cifar-resnext-29-4x8d", {form: "sum"});
    expect(crossings(expression)).toHaveLength(9);
    const f = group(sequence(conv(4, 3), relu()), {role: "residual"});
    expect(crossings(sum(identity(), f))).toEqual([{name: "", shortcut: true}]);
  });

  test("is undefined where residual functions are not on one chain", () => {
    const f = group(conv(4, 3), {role: "residual"});
    expect(crossings(sum(f, f, identity()))).toBeUndefined();
    expect(crossings(sum(f, f))).toBeUndefined();
    expect(crossings(sum(sequence(f, f), identity()))).toBeUndefined();
    expect(crossings(sequence(f, concat(f, identity())))).toBeUndefined();
    expect(crossings(sequence(relu(), sum(sum(f, identity()), identity())))).toBeUndefined();
  });

  test.each(networks)("of $name agree with its polynomial", ({expression}) => {
    const chain = crossings(expression);
    if (!chain) return expect(pathCount(pathPolynomial(expression))).toBeGreaterThan(1n); // branches that join
    const n = chain.filter(({shortcut}) => shortcut).length;
    const none = new Array<bigint>(chain.length - n).fill(0n);
    expect(pathPolynomial(expression)).toEqual([...none, ...binomialPolynomial(n)]);
  });
});

describe("pathsThrough(crossings)", () => {
  test("has the shortest first, and of these the ones through earlier blocks", () => {
    const keys = pathsThrough(skippable(3)).map((path) => path.map(Number).join(""));
    expect(keys).toEqual(["000", "100", "010", "001", "110", "101", "011", "111"]);
  });

  test("are as many of each length as the polynomial says, all different", () => {
    for (let n = 0; n <= 6; ++n) {
      const paths = pathsThrough(skippable(n));
      expect(new Set(paths.map(String)).size).toBe(2 ** n);
      const counts = Array.from({length: n + 1}, (_, length) =>
        BigInt(paths.filter((path) => pathLength(path) === length).length)
      );
      expect(counts).toEqual(binomialPolynomial(n));
    }
  });

  test("cross all that has no shortcut", () => {
    const [first, second] = skippable(2);
    expect(pathsThrough([first, {...second, shortcut: false}])).toEqual([
      [false, true],
      [true, true]
    ]);
  });
});

test("pathWords(path) says its length and its blocks", () => {
  expect([[], [false], [true], [true, false, true], [true, true, false, true]].map(pathWords)).toEqual([
    "path of length 0",
    "path of length 0, through the shortcuts alone",
    "path of length 1, through block 1",
    "path of length 2, through blocks 1 and 3",
    "path of length 3, through blocks 1, 2 and 4"
  ]);
});

test("pathCountText(count) is exact", () => {
  expect(pathCountText(2n ** 54n)).toBe("2⁵⁴ = 18,014,398,509,481,984 paths");
  expect([1n, 2n, 6n].map(pathCountText)).toEqual(["1 path", "2¹ = 2 paths", "6 paths"]);
  expect(pathCountText(2n ** 1000n).replace(/\D+/g, "")).toContain(String(2n ** 1000n));
  expect(pathCountShort(2n ** 1000n)).toBe("2¹⁰⁰⁰ ≈ 1.07 · 10³⁰¹ paths");
});

test("lengthsText(polynomial) says the shortest, the longest and the mean", () => {
  expect(lengthsText(binomialPolynomial(54))).toBe("lengths 0 to 54, mean 27");
  expect(lengthsText(binomialPolynomial(3))).toBe("lengths 0 to 3, mean 1.5");
  expect(lengthsText([0n, 0n, 1n])).toBe("length 2");
});

describe("unravelLayout(crossings)", () => {
  test.each([0, 1, 2, 3, 4, 5, 6])("of %d blocks keeps rows and columns apart, inside the drawing", (n) => {
    const {width, height, columns, rows, pitch, above, scale, begin, end} = unravelLayout(skippable(n));
    for (const [i, {y}] of rows.entries())
      expect(y - (rows[i - 1]?.y ?? 0)).toBeGreaterThanOrEqual(pitch - 1e-9);
    for (const [i, column] of columns.entries()) {
      expect(column.begin).toBeGreaterThanOrEqual(columns[i - 1]?.end ?? begin);
      expect(column.box.x + column.box.width).toBeLessThan(column.sum - 7); // its circle
      expect(column.sum + 7).toBeLessThan(column.end);
    }
    expect(scale * 49).toBeLessThanOrEqual(pitch); // an arc, and half a box
    expect(scale * 34).toBeLessThan(above);
    expect(rows.at(-1)!.y - above + pitch).toBeLessThan(height);
    expect(end).toBeLessThan(width);
    expect(width).toBeLessThan(640);
  });
});

test("crossings(a chain of blocks) is drawn at any number of them", () => {
  const blocks = Array.from({length: 1000}, () => basicBlock(16, 16));
  expect(crossings(sequence(...blocks))).toHaveLength(1000);
});
