import {expect, test} from "vitest";
import {group, sequence, sum} from "../../components/network/expression.js";
import {conv, identity, relu} from "../../components/network/leaf.js";
import {type NamedNetwork, namedNetwork} from "../../components/network/named.js";
import {pathCount, pathPolynomial, pathShares} from "../../components/network/paths.js";
import {cifarResNet} from "../../components/network/zoo/cifar.js";
import {countingVisits} from "./countingVisits.js";

/** n over k by the multiplicative formula. */
function binomial(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1; i <= k; ++i) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

function binomials(n: number): bigint[] {
  return Array.from({length: n + 1}, (_, k) => binomial(n, k));
}

const polynomialOf = ({expression}: NamedNetwork): readonly bigint[] => pathPolynomial(expression);

for (const [name, blocks] of [
  ["cifar-resnet-20", 9],
  ["cifar-resnet-110", 54],
  ["resnet50", 16],
  ["resnet152", 50]
] as const) {
  test(`pathPolynomial(${name}) is (1 + t)^${blocks}`, () => {
    expect(polynomialOf(namedNetwork(name))).toEqual(binomials(blocks));
  });
}

for (const options of [
  {shortcut: "C"},
  {preActivation: true},
  {order: "normAfterAddition"},
  {order: "reluOnlyPreActivation", shortcut: "B"},
  {shortcutScale: 0.5},
  {norm: false}
] as const) {
  test(`pathPolynomial(cifar-resnet-20) is the same with ${JSON.stringify(options)}`, () => {
    expect(polynomialOf(namedNetwork("cifar-resnet-20", options))).toEqual(binomials(9));
  });
}

test("pathPolynomial(cifar-plain-20) is t^9: one path through everything", () => {
  expect(polynomialOf(namedNetwork("cifar-plain-20"))).toEqual([...new Array(9).fill(0n), 1n]);
});

test("pathPolynomial(a plain network) is one path, whatever is inside its blocks", () => {
  for (const name of ["alexnet", "alexnet-original", "vgg16", "nin-cifar"])
    expect(polynomialOf(namedNetwork(name))).toEqual([1n]);
  const options = {block: "bottleneck", cardinality: 8} as const;
  expect(polynomialOf(namedNetwork("cifar-plain-29", options))).toEqual([...new Array(9).fill(0n), 1n]);
});

test("pathPolynomial(GoogLeNet) adds the four branches of each of its nine modules", () => {
  expect(polynomialOf(namedNetwork("googlenet-paper"))).toEqual([4n ** 9n]);
});

test("pathPolynomial(three branches) adds what the branches give", () => {
  const f = group(sequence(conv(4, 3), relu()), {role: "residual"});
  expect(pathPolynomial(sequence(sum(f, f, identity()), sum(f, identity())))).toEqual([1n, 3n, 2n]);
});

test("pathPolynomial(600 blocks) is exact without walking them", () => {
  const {expression, visits} = countingVisits(cifarResNet({depth: 1202}));
  const polynomial = pathPolynomial(expression);
  expect(polynomial).toEqual(binomials(600));
  expect(pathCount(polynomial)).toBe(2n ** 600n);
  expect(visits()).toBeLessThan(100 * 600); // some ten parts a block, each visited a few times
});

test("pathShares((1 + t)^54) sum to 1 with their peak at 27", () => {
  const shares = pathShares(polynomialOf(namedNetwork("cifar-resnet-110")));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(shares.indexOf(Math.max(...shares))).toBe(27);
  expect(shares[0]).toBe(2 ** -54);
});

test("pathShares((1 + t)^1500) stays finite past the largest double", () => {
  const shares = pathShares(binomials(1500));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
});
