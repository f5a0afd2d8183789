import {describe, expect, test} from "vitest";
import {textWidth} from "../../../components/charts/textWidth.js";
import {commonBranches, type Crossing, crossings} from "../../../components/diagrams/crossings.js";
import {lengths} from "../../../components/diagrams/lengths.js";
import {lengthsText, pathCountShort, pathCountText} from "../../../components/diagrams/unravel/pathFacts.js";
import {unravelLayout} from "../../../components/diagrams/unravel/unravelLayout.js";
import {
  pathLength,
  pathsAlong,
  pathsThrough,
  pathWords
} from "../../../components/diagrams/unravel/unravelPaths.js";
import {basicBlock} from "../../../components/network/blocks/basicBlock.js";
import {bottleneck} from "../../../components/network/blocks/bottleneck.js";
import {concat, group, sequence, sum} from "../../../components/network/expression.js";
import {conv, identity, relu} from "../../../components/network/leaf.js";
import {namedNetwork} from "../../../components/network/named.js";
import {binomialPolynomial} from "../../../components/network/pathLengths.js";
import {pathCount, pathPolynomial, type Polynomial} from "../../../components/network/paths.js";
import {networks} from "../zoo.js";

const skippable = (n: number, branches = 1n): Crossing[] =>
  Array.from({length: n}, (_, i) => ({name: `block${i}`, shortcut: true, branches}));

const resNeXtBlock = (groups: number) => bottleneck(128, 32, {cardinality: groups, outChannels: 128});

/** The polynomial of a chain, by its factors: 1 + C·t, or t where there is no shortcut. */
function polynomialOf(chain: readonly Crossing[]): Polynomial {
  return chain.reduce<bigint[]>(
    (product, {shortcut, branches}) =>
      [...product, 0n].map(
        (coefficient, k) => (shortcut ? coefficient : 0n) + branches * (product[k - 1] ?? 0n)
      ),
    [1n]
  );
}

describe("crossings(expression)", () => {
  test("names the blocks of a residual network in order, each with a shortcut", () => {
    const {expression} = namedNetwork("cifar-resnet-8");
    expect(crossings(expression)).toEqual(
      ["layer1.0", "layer2.0", "layer3.0"].map((name) => ({name, shortcut: true, branches: 1n}))
    );
  });

  test("of a plain network has no shortcuts", () => {
    expect(crossings(namedNetwork("cifar-plain-8").expression)!.map(({shortcut}) => shortcut)).toEqual([
      false,
      false,
      false
    ]);
  });

  test("know of how many branches a residual function is that is added to a shortcut", () => {
    for (const form of ["sum", "concat", "grouped"] as const) {
      const chain = crossings(namedNetwork("cifar-resnext-29-4x8d", {form}).expression)!;
      expect(chain.map(({branches}) => branches)).toEqual(new Array(9).fill(4n));
    }
    const plain = namedNetwork("cifar-plain-29", {block: "bottleneck", cardinality: 8});
    expect(commonBranches(crossings(plain.expression)!)).toBe(1n);
    expect(commonBranches(crossings(sequence(resNeXtBlock(2), resNeXtBlock(4)))!)).toBeUndefined();
    expect(commonBranches([])).toBe(1n);
  });

  test("take a bare line for a shortcut", () => {
    const f = group(sequence(conv(4, 3), relu()), {role: "residual"});
    expect(crossings(sum(identity(), f))).toEqual([{name: "", shortcut: true, branches: 1n}]);
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
    expect(pathPolynomial(expression)).toEqual(polynomialOf(chain));
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

test("pathsAlong(path, crossings) are as many as the branches of what it crosses, multiplied", () => {
  const mixed = crossings(sequence(resNeXtBlock(4), basicBlock(128, 128), resNeXtBlock(8)))!;
  const counts = pathsThrough(mixed).map((path) => pathsAlong(path, mixed));
  expect(counts).toEqual([1n, 4n, 1n, 8n, 4n, 32n, 8n, 32n]); // of 000, 100, 010, 001, 110, 101, 011, 111
  for (let n = 0; n <= 6; ++n) {
    const chain = skippable(n, 32n);
    const all = pathsThrough(chain).reduce((sum, path) => sum + pathsAlong(path, chain), 0n);
    expect(all).toBe(33n ** BigInt(n));
  }
});

test("pathWords(path) says its length and its blocks", () => {
  const paths = [[], [false], [true], [true, false, true], [true, true, false, true]];
  expect(paths.map((path) => pathWords(path))).toEqual([
    "path of length 0",
    "path of length 0, through the shortcuts alone",
    "path of length 1, through block 1",
    "path of length 2, through blocks 1 and 3",
    "path of length 3, through blocks 1, 2 and 4"
  ]);
});

test("pathWords(path, count) says how many it stands for", () => {
  expect(pathWords([true, false, true], 1024n)).toBe("1,024 paths of length 2, through blocks 1 and 3");
});

test("pathCountText(count) is exact", () => {
  expect(pathCountText(2n ** 54n)).toBe("2⁵⁴ = 18,014,398,509,481,984 paths");
  const texts = [1n, 2n, 6n].map((count) => pathCountText(count));
  expect(texts).toEqual(["1 path", "2¹ = 2 paths", "6 paths"]);
  expect(pathCountText(33n ** 3n, 33n)).toBe("33³ = 35,937 paths");
  expect(pathCountText(35_936n, 33n)).toBe("35,936 paths");
  expect(pathCountText(2n ** 1000n).replace(/\D+/g, "")).toContain(String(2n ** 1000n));
  expect(pathCountShort(2n ** 1000n)).toBe("2¹⁰⁰⁰ ≈ 1.07 · 10³⁰¹ paths");
  expect(pathCountShort(33n ** 54n, 33n)).toBe("33⁵⁴ ≈ 9.99 · 10⁸¹ paths");
  expect(pathCountShort(10n ** 70n + 1n)).toBe("≈ 1.00 · 10⁷⁰ paths");
});

test("lengthsText(polynomial) says the shortest, the longest and the mean", () => {
  expect(lengthsText(binomialPolynomial(54))).toBe("lengths 0 to 54, mean 27");
  expect(lengthsText(binomialPolynomial(3))).toBe("lengths 0 to 3, mean 1.5");
  expect(lengthsText([0n, 0n, 1n])).toBe("length 2");
  expect(lengthsText([1n, 96n, 3072n, 32768n])).toBe("lengths 0 to 3, mean 2.91"); // 3 · 32 / 33
});

describe("unravelLayout(crossings)", () => {
  const rooms = [640, 324];
  const cases = [0, 1, 2, 3, 4, 5, 6].flatMap((n) => rooms.map((room) => [n, room] as const));
  test.each(cases)("of %d blocks keeps rows and columns apart, inside the drawing, in %d px", (n, room) => {
    const {width, height, columns, rows, pitch, above, scale, begin, end} = unravelLayout(skippable(n), room);
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
    expect(width).toBeLessThanOrEqual(n <= 4 ? room : 640); // of more blocks, a phone scales it
  });

  const countsOf = (chain: readonly Crossing[]) => unravelLayout(chain).groups.map(({count}) => count);

  test("counts the paths of each length, as a product where rows stand for several", () => {
    expect(countsOf(skippable(0))).toEqual(["1 path"]);
    expect(countsOf(skippable(3))).toEqual(["1 path", "3 paths", "3 paths", "1 path"]);
    expect(countsOf(skippable(1, 32n))).toEqual(["1 path", "32 paths"]);
    expect(countsOf(skippable(3, 32n))).toEqual(["1 path", "3 × 32 paths", "3 × 32² paths", "32³ paths"]);
    const mixed = crossings(sequence(resNeXtBlock(4), resNeXtBlock(8)))!;
    expect(countsOf(mixed)).toEqual(["1 path", "12 paths", "32 paths"]);
  });

  test("has room for what stands beside the rows", () => {
    const {end, width, groups} = unravelLayout(skippable(6, 256n));
    for (const {count} of groups)
      expect(end + 8 + textWidth(count, lengths.noteSize)).toBeLessThanOrEqual(width);
  });
});

test("crossings(a chain of blocks) is drawn at any number of them", () => {
  const blocks = Array.from({length: 1000}, () => basicBlock(16, 16));
  expect(crossings(sequence(...blocks))).toHaveLength(1000);
});
