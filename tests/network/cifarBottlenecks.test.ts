import {describe, expect, test} from "vitest";
import {depth} from "../../components/network/depth.js";
import {namedNetwork} from "../../components/network/named.js";
import {parameterCount} from "../../components/network/parameters.js";
import {pathPolynomial} from "../../components/network/paths.js";
import {residualFunctions} from "../../components/network/residualFunctions.js";
import {groupShapes} from "../../components/network/shapes.js";
import {cifarPlain, cifarResNet} from "../../components/network/zoo/cifar.js";
import {equalCostCardinality, equalCostGroupWidth} from "../../components/network/zoo/equalCostGroupWidth.js";
import {cifarResNeXt} from "../../components/network/zoo/resNeXt.js";

describe("equalCostGroupWidth(width, cardinality)", () => {
  // Xie et al. 2017 (arXiv:1611.05431), Table 2: cardinality C and width of bottleneck d, at w = 64.
  const table = [
    [1, 64],
    [2, 40],
    [4, 24],
    [8, 14],
    [32, 4]
  ];
  test.each(table)(
    "at width 64 and cardinality %i is %i, as in Xie et al. 2017, Table 2",
    (cardinality, d) => {
      expect(equalCostGroupWidth(64, cardinality)).toBe(d);
    }
  );

  test("is the width itself at cardinality 1, and never less than 1", () => {
    for (const width of [1, 2, 8, 16, 100, 256]) expect(equalCostGroupWidth(width, 1)).toBe(width);
    expect(equalCostGroupWidth(1, 256)).toBe(1);
  });

  test("leaves no integer that is nearer", () => {
    for (const [w, c] of [8, 16, 64].flatMap((w) => [2, 3, 4, 8, 16, 32].map((c) => [w, c]))) {
      const excess = (d: number) => Math.abs(c * (8 * w * d + 9 * d * d) - 17 * w * w);
      const all = Array.from({length: w}, (_, i) => i + 1);
      expect(excess(equalCostGroupWidth(w, c))).toBe(Math.min(...all.map(excess)));
    }
  });

  test("throws on what is no positive integer", () => {
    expect(() => equalCostGroupWidth(0, 1)).toThrow("invalid width: 0; it must be a positive integer");
    expect(() => equalCostGroupWidth(64, 1.5)).toThrow("invalid cardinality: 1.5");
  });
});

describe("equalCostCardinality(width, groupWidth)", () => {
  test("is the C of Xie et al. 2017, Table 2, for each d", () => {
    expect([64, 40, 24, 14, 4].map((d) => equalCostCardinality(64, d))).toEqual([1, 2, 4, 8, 32]);
  });

  test("leaves no integer that is nearer, and is never less than 1", () => {
    for (const d of [1, 2, 3, 5, 7, 11, 30, 64]) {
      const excess = (c: number) => Math.abs(c * (8 * 64 * d + 9 * d * d) - 17 * 64 * 64);
      const all = Array.from({length: 200}, (_, i) => i + 1);
      expect(excess(equalCostCardinality(64, d))).toBe(Math.min(...all.map(excess)));
    }
    expect(equalCostCardinality(8, 100)).toBe(1);
  });

  test("throws on what is no positive integer", () => {
    expect(() => equalCostCardinality(64, 0)).toThrow("invalid groupWidth: 0; it must be a positive integer");
  });
});

describe("cifarResNet(block: bottleneck)", () => {
  test("is the ResNeXt of the same cardinality and group width", () => {
    const sizes = {depth: 29, width: 64, cardinality: 8, groupWidth: 64};
    const network = cifarResNet({...sizes, block: "bottleneck", shortcut: "B"});
    expect(network).toEqual(cifarResNeXt({...sizes, shortcut: "B"}));
    expect(parameterCount(network, [32, 32, 3])).toBe(
      parameterCount(namedNetwork("cifar-resnext-29-8x64d").expression, [32, 32, 3])
    );
  });

  test("chooses the group width of equal cost", () => {
    const sizes = {depth: 20, width: 8, cardinality: 4, block: "bottleneck"} as const;
    expect(cifarResNet(sizes)).toEqual(cifarResNet({...sizes, groupWidth: equalCostGroupWidth(8, 4)}));
  });

  test("has depth 9n + 2 and stages of 4, 8 and 16 times the width", () => {
    const network = cifarResNet({depth: 56, width: 8, block: "bottleneck", cardinality: 8});
    expect(depth(network)).toBe(56);
    expect(residualFunctions(network)).toBe(18);
    const stages = groupShapes(network, [16, 16, 3]).filter(({role}) => role === "stage");
    expect(stages.map(({output}) => output)).toEqual([
      [16, 16, 32],
      [8, 8, 64],
      [4, 4, 128]
    ]);
  });

  test("pads with zeros unless told otherwise, as the network of basic blocks does", () => {
    const sizes = {depth: 11, width: 4, block: "bottleneck"} as const;
    expect(cifarResNet(sizes)).toEqual(cifarResNet({...sizes, shortcut: "A"}));
  });
});

test("cifarResNet(block: basic) is the network without the option, and refuses groups", () => {
  expect(cifarResNet({depth: 20, block: "basic", cardinality: 1})).toEqual(cifarResNet({depth: 20}));
  expect(() => cifarResNet({depth: 20, cardinality: 2})).toThrow(
    "invalid cardinality: 2; with only two layers, any number of parallel transformations is one wide block"
  );
  expect(() => cifarResNet({depth: 20, groupWidth: 2})).toThrow('choose block "bottleneck"');
  expect(() => cifarResNet({depth: 20, cardinality: 0})).toThrow("it must be a positive integer");
  expect(() => cifarResNet({depth: 20, block: "wide" as "basic"})).toThrow("invalid block: wide");
});

test("cifarPlain(block: bottleneck) has the residual network's parameters and no shortcuts", () => {
  const sizes = {depth: 11, width: 4, block: "bottleneck", cardinality: 2} as const;
  const [plain, residual] = [cifarPlain(sizes), cifarResNet(sizes)];
  expect(parameterCount(plain, [16, 16, 3])).toBe(parameterCount(residual, [16, 16, 3]));
  expect(pathPolynomial(plain)).toEqual([0n, 0n, 0n, 1n]);
});

test("residualFunctions(network) counts blocks, whatever is inside them", () => {
  const count = (name: string, options = {}) => residualFunctions(namedNetwork(name, options).expression);
  expect(count("cifar-resnet-56")).toBe(27); // (56 − 2) / 2
  expect(count("cifar-plain-56")).toBe(27);
  expect(count("cifar-resnext-29-4x4d", {form: "sum"})).toBe(9); // (29 − 2) / 3
  expect(count("resnet50")).toBe(16); // 3 + 4 + 6 + 3
  expect(count("vgg16")).toBe(0);
});
