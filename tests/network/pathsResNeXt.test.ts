import {describe, expect, test} from "vitest";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {bottleneck, type BottleneckOptions} from "../../components/network/blocks/bottleneck.js";
import {concat, type Expression, group, sequence, sum} from "../../components/network/expression.js";
import {conv, identity, relu} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import {meanLength} from "../../components/network/pathLengths.js";
import {pathCount, pathPolynomial, type Polynomial} from "../../components/network/paths.js";
import {transformations} from "../../components/network/transformations.js";
import {countingVisits} from "./countingVisits.js";

const forms = ["sum", "concat", "grouped"] as const;

const repeated = (n: number, block: Expression) => sequence(...Array.from({length: n}, () => block));

const resNeXtBlock = (groups: number, options: BottleneckOptions = {}) =>
  bottleneck(128, 32, {cardinality: groups, outChannels: 128, ...options});

const residual = (body: Expression) => group(body, {role: "residual"});

/** (1 + C·t)ⁿ, coefficient by coefficient: n over k, times Cᵏ. */
function closedForm(n: number, cardinality: number): bigint[] {
  let binomial = 1n;
  return Array.from({length: n + 1}, (_, k) => {
    if (k > 0) binomial = (binomial * BigInt(n - k + 1)) / BigInt(k);
    return binomial * BigInt(cardinality) ** BigInt(k);
  });
}

/**
 * Walks all paths through an expression, one after the other, and yields how many residual functions each crosses: from
 * part to part, and at a fork into each branch in turn. Knows no polynomials.
 */
function* walk(expression: Expression, isInside = false): Generator<number> {
  switch (expression.type) {
    case "sequence":
      return yield* walkOn(expression.parts, isInside);
    case "sum":
    case "concat":
      for (const branch of expression.branches) yield* walk(branch, isInside);
      return;
    case "group":
      if (expression.role === "residual") yield* Array.from(walk(expression.body, true), () => 1);
      else if (expression.role === "shortcut") yield 0;
      else yield* walk(expression.body, isInside);
      return;
    case "conv":
      for (let i = 0; i < (isInside ? expression.groups : 1); ++i) yield 0;
      return;
    default:
      yield 0;
  }
}

function* walkOn([first, ...rest]: readonly Expression[], isInside: boolean): Generator<number> {
  if (!first) return yield 0;
  for (const begun of walk(first, isInside)) for (const left of walkOn(rest, isInside)) yield begun + left;
}

/** How many of the paths that are walked have each length. */
function counted(expression: Expression): bigint[] {
  const counts: bigint[] = [];
  for (const length of walk(expression)) counts[length] = (counts[length] ?? 0n) + 1n;
  return Array.from(counts, (count) => count ?? 0n);
}

describe("pathPolynomial(n basic blocks)", () => {
  test.each(Array.from({length: 13}, (_, n) => n))("of %d is what walking all paths counts", (n) => {
    const network = repeated(n, basicBlock(4, 4));
    const walked = counted(network);
    expect(pathPolynomial(network)).toEqual(walked);
    expect(walked).toEqual(closedForm(n, 1));
  });
});

describe("pathPolynomial(n blocks of ResNeXt) is (1 + C·t)ⁿ (Xie et al. 2017, Fig. 3)", () => {
  for (const form of forms) {
    test(`form ${form}: what walking all paths counts`, () => {
      for (const [n, cardinality] of [
        ...[0, 1, 2, 3, 4, 5, 6].map((n) => [n, 4]),
        [2, 32],
        [3, 16],
        [10, 2]
      ]) {
        const network = repeated(n, resNeXtBlock(cardinality, {form}));
        expect(pathPolynomial(network)).toEqual(counted(network));
      }
    });

    test(`form ${form}: n over k, times Cᵏ, for n up to 12`, () => {
      for (const cardinality of [1, 2, 4, 8, 32])
        for (let n = 0; n <= 12; ++n) {
          const polynomial = pathPolynomial(repeated(n, resNeXtBlock(cardinality, {form})));
          expect(polynomial).toEqual(closedForm(n, cardinality));
          expect(pathCount(polynomial)).toBe(BigInt(1 + cardinality) ** BigInt(n));
        }
    });

    test(`form ${form}: in cifar-resnext-29-4x8d`, () => {
      const {expression} = namedNetwork("cifar-resnext-29-4x8d", {form});
      expect(pathPolynomial(expression)).toEqual(closedForm(9, 4));
    });
  }

  test("with a projection, full pre-activation, or other options of a block", () => {
    for (const options of [{shortcut: "C"}, {preActivation: true}, {stride: 2}, {norm: false}] as const)
      expect(pathPolynomial(resNeXtBlock(8, options))).toEqual([1n, 8n]);
  });

  test("resnext50_32x4d and resnext101_32x8d; wide and ordinary bottlenecks count once", () => {
    const polynomialOf = (name: string) => pathPolynomial(namedNetwork(name).expression);
    expect(polynomialOf("resnext50_32x4d")).toEqual(closedForm(16, 32));
    expect(polynomialOf("resnext101_32x8d")).toEqual(closedForm(33, 32));
    expect(polynomialOf("wide_resnet50_2")).toEqual(closedForm(16, 1));
    expect(polynomialOf("cifar-wide-resnet-28-10")).toEqual(closedForm(12, 1));
  });

  test("has the mean length n · C / (1 + C)", () => {
    for (const [n, cardinality] of [
      [3, 32],
      [16, 32],
      [54, 4],
      [1000, 32]
    ]) {
      const mean = (n * cardinality) / (1 + cardinality);
      expect(meanLength(closedForm(n, cardinality))).toBeCloseTo(mean, 8);
    }
  });

  test("is exact of 600 blocks of cardinality 32 without walking them", () => {
    const {expression, visits} = countingVisits(repeated(600, resNeXtBlock(32)));
    const polynomial: Polynomial = pathPolynomial(expression);
    expect(polynomial).toEqual(closedForm(600, 32));
    expect(visits()).toBeLessThan(100 * 600); // some ten parts a block, each visited a few times
  });
});

describe("transformations(residual function)", () => {
  test("is 1 of layers in a row, and the cardinality of any form", () => {
    expect(transformations(sequence())).toBe(1n);
    expect(transformations(sequence(conv(4, 3), relu(), conv(4, 3)))).toBe(1n);
    expect(transformations(sequence(conv(8, 1), conv(8, 3, {groups: 8}), conv(4, 1)))).toBe(8n);
    expect(transformations(sum(conv(4, 3), conv(4, 5), conv(4, 7)))).toBe(3n);
    expect(transformations(sequence(concat(conv(4, 3), conv(4, 5)), conv(4, 1)))).toBe(2n);
  });

  test("multiplies what is in a row, adds nested branches, and counts a shortcut once", () => {
    const two = sum(conv(4, 3), conv(4, 3));
    expect(transformations(sequence(two, relu(), two))).toBe(4n);
    expect(transformations(sum(two, conv(4, 3, {groups: 4})))).toBe(6n);
    expect(transformations(sum(conv(4, 3), group(conv(4, 1, {groups: 2}), {role: "shortcut"})))).toBe(2n);
  });
});

test("pathPolynomial counts the groups of a convolution only in a residual function that is added", () => {
  const grouped = conv(8, 3, {groups: 4});
  expect(pathPolynomial(sequence(grouped, relu(), grouped))).toEqual([1n]);
  expect(pathPolynomial(sum(grouped, identity()))).toEqual([2n]);
  expect(pathPolynomial(residual(grouped))).toEqual([0n, 1n]);
  expect(pathPolynomial(sum(residual(grouped)))).toEqual([0n, 1n]);
  expect(pathPolynomial(sum(residual(grouped), identity()))).toEqual([1n, 4n]);
  expect(pathPolynomial(sum(sequence(relu(), residual(grouped)), residual(conv(8, 3))))).toEqual([0n, 5n]);
});
