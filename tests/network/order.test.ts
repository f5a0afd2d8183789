import {describe, expect, test} from "vitest";
import {basicBlock, type BasicBlockOptions} from "../../components/network/blocks/basicBlock.js";
import {bottleneck} from "../../components/network/blocks/bottleneck.js";
import {arrangements, leadingParts, type Order, toOrder} from "../../components/network/blocks/order.js";
import {layerCosts} from "../../components/network/cost.js";
import {depth} from "../../components/network/depth.js";
import type {Expression} from "../../components/network/expression.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {parameterCount, parameters} from "../../components/network/parameters.js";
import {pathPolynomial} from "../../components/network/paths.js";
import {residualFunctions} from "../../components/network/residualFunctions.js";
import {outputShape, type Volume} from "../../components/network/shapes.js";
import {cifarWideResNet} from "../../components/network/zoo/wideResNet.js";
import {treeText} from "./treeText.js";

const orders = Object.keys(arrangements) as Order[];

/** What each order is called in He et al. 2016, Fig. 4. */
type ByOrder<T> = Record<Order, T>;

function eachOrder<T>(expected: ByOrder<T>, check: (order: Order, expected: T) => void): void {
  for (const order of orders) test(order, () => check(order, expected[order]));
}

describe("basicBlock(order) is the tree of He et al. 2016, Fig. 4", () => {
  const trees: ByOrder<string> = {
    original: "[F(conv1 bn1 relu conv2 bn2) + identity] relu",
    normAfterAddition: "[F(conv1 bn1 relu conv2) + identity] bn2 relu",
    reluBeforeAddition: "[F(conv1 bn1 relu conv2 bn2 relu) + identity]",
    reluOnlyPreActivation: "[F(relu conv1 bn1 relu conv2 bn2) + identity]",
    preActivation: "[F(bn1 relu conv1 bn2 relu conv2) + identity]"
  };
  eachOrder(trees, (order, tree) => expect(treeText(basicBlock(6, 6, {order}))).toBe(tree));
});

describe("basicBlock(order) with a projection normalizes and activates its input where F does so first", () => {
  const projection = "S(downsample.0 downsample.1)";
  const trees: ByOrder<string> = {
    original: `[F(conv1 bn1 relu conv2 bn2) + ${projection}] relu`,
    normAfterAddition: `[F(conv1 bn1 relu conv2) + ${projection}] bn2 relu`,
    reluBeforeAddition: `[F(conv1 bn1 relu conv2 bn2 relu) + ${projection}]`,
    reluOnlyPreActivation: `relu [F(conv1 bn1 relu conv2 bn2) + ${projection}]`,
    preActivation: "bn1 relu [F(conv1 bn2 relu conv2) + downsample]"
  };
  eachOrder(trees, (order, tree) =>
    expect(treeText(basicBlock(6, 10, {order, stride: 2, shortcut: "B"}))).toBe(tree)
  );
});

describe("basicBlock(order, option A) shares the activation at a change of shape too", () => {
  const zeros = "S(downsample.subsample downsample.padChannels)";
  test("reluOnlyPreActivation", () => {
    const options: BasicBlockOptions = {order: "reluOnlyPreActivation", stride: 2, shortcut: "A"};
    expect(treeText(basicBlock(6, 10, options))).toBe(`relu [F(conv1 bn1 relu conv2 bn2) + ${zeros}]`);
    expect(treeText(basicBlock(6, 10, {...options, sharedActivation: false}))).toBe(
      `[F(relu conv1 bn1 relu conv2 bn2) + ${zeros}]`
    );
  });
  test("sharedActivation has nothing to share in the orders that begin with a convolution", () => {
    for (const order of ["original", "normAfterAddition", "reluBeforeAddition"] as const)
      expect(basicBlock(6, 6, {order, sharedActivation: true})).toEqual(basicBlock(6, 6, {order}));
  });
});

describe("bottleneck(order)", () => {
  const trees: ByOrder<string> = {
    original: "[F(conv1 bn1 relu conv2 bn2 relu conv3 bn3) + identity] relu",
    normAfterAddition: "[F(conv1 bn1 relu conv2 bn2 relu conv3) + identity] bn3 relu",
    reluBeforeAddition: "[F(conv1 bn1 relu conv2 bn2 relu conv3 bn3 relu) + identity]",
    reluOnlyPreActivation: "[F(relu conv1 bn1 relu conv2 bn2 relu conv3 bn3) + identity]",
    preActivation: "[F(bn1 relu conv1 bn2 relu conv2 bn3 relu conv3) + identity]"
  };
  eachOrder(trees, (order, tree) => expect(treeText(bottleneck(16, 4, {order}))).toBe(tree));

  test("has ResNeXt's split forms where the convolution comes first", () => {
    const split = (form: "sum" | "concat", order: Order) =>
      treeText(bottleneck(16, 4, {cardinality: 2, form, order}));
    const path = (i: number, last = "") =>
      ["conv1", "bn1", "relu", "conv2", "bn2", "relu", last]
        .flatMap((name) => (name ? [`branches.${i}.${name}`] : []))
        .join(" ");
    expect(split("sum", "normAfterAddition")).toBe(
      `[F([${path(0, "conv3")} + ${path(1, "conv3")}]) + identity] bn3 relu`
    );
    expect(split("concat", "reluBeforeAddition")).toBe(
      `[F(<${path(0)}, ${path(1)}> conv3 bn3 relu) + identity]`
    );
    expect(() => split("sum", "reluOnlyPreActivation")).toThrow("invalid form");
  });
});

function network(order: Order, options: NamedOptions = {}, name = "cifar-resnet-8") {
  return namedNetwork(name, {order, width: 4, size: 8, ...options});
}

describe("cifar-resnet-8(order): what stands before the first block, in it, and after the last (He et al. 2016, appendix)", () => {
  const first = "layer1.0.";
  const edges: ByOrder<[stem: string, block: string, head: string]> = {
    original: ["conv1 bn1 relu", "", "avgpool fc"],
    normAfterAddition: ["conv1 bn1 relu", "", "avgpool fc"],
    reluBeforeAddition: ["conv1 bn1 relu", "", "avgpool fc"],
    reluOnlyPreActivation: ["conv1 bn1", `${first}relu`, "relu avgpool fc"],
    preActivation: ["conv1", `${first}bn1 ${first}relu`, "bn relu avgpool fc"]
  };
  eachOrder(edges, (order, [stem, before, head]) => {
    const text = treeText(network(order).expression);
    const [begin] = text.split("[");
    expect(begin.trim()).toBe([stem, before].filter((part) => part).join(" "));
    expect(text.endsWith(` ${head}`)).toBe(true);
  });
});

const steps = ({expression, input}: {expression: Expression; input: Volume}) =>
  layerCosts(expression, input)
    .map(({step}) => step.type)
    .join(" ");

describe("namedNetwork(order)", () => {
  for (const order of orders) {
    test(`${order}: depth, residual functions and paths are those of the original`, () => {
      for (const [name, options] of [
        ["cifar-resnet-20", {}],
        ["cifar-resnet-29", {block: "bottleneck", shortcut: "B"}],
        ["resnet18", {size: 32}]
      ] as const) {
        const [{expression, input}, original] = [order, "original"].map((order) =>
          network(order as Order, options, name)
        );
        expect(depth(expression)).toBe(depth(original.expression));
        expect(residualFunctions(expression)).toBe(residualFunctions(original.expression));
        expect(pathPolynomial(expression)).toEqual(pathPolynomial(original.expression));
        expect(outputShape(expression, input)).toEqual(outputShape(original.expression, original.input));
      }
    });

    test(`${order}: a plain network is the same layers in a row`, () => {
      expect(steps(network(order, {}, "cifar-plain-14"))).toBe(
        steps(network("original", {}, "cifar-plain-14"))
      );
    });
  }

  test("has the original's parameters, name for name, but for full pre-activation", () => {
    const of = (order: Order, shortcut: "A" | "B" | "C") => {
      const {expression, input} = namedNetwork("cifar-resnet-20", {order, shortcut});
      return parameters(expression, input)
        .map(({name, shape}) => `${name} ${shape}`)
        .toSorted();
    };
    for (const shortcut of ["A", "B", "C"] as const)
      for (const order of orders.filter((order) => order !== "preActivation"))
        expect(of(order, shortcut)).toEqual(of("original", shortcut));
  });

  test("counts full pre-activation's normalizations at the width that each block begins with", () => {
    const count = (order: Order) => {
      const {expression, input} = namedNetwork("cifar-resnet-20", {order});
      return parameterCount(expression, input);
    };
    // bn1 of the first block of stages 2 and 3 has 16 and 32 channels instead of 32 and 64; `bn` has 64, the stem none
    expect(count("preActivation") - count("original")).toBe(2 * (16 - 32 + 32 - 64 + 64 - 16));
  });

  test("preActivation: true is short for the order of that name, and false for the original", () => {
    expect(namedNetwork("cifar-resnet-8", {preActivation: true})).toEqual(
      namedNetwork("cifar-resnet-8", {order: "preActivation"})
    );
    expect(namedNetwork("cifar-resnet-8", {preActivation: false})).toEqual(namedNetwork("cifar-resnet-8"));
  });

  test("a wide residual network is of full pre-activation unless told otherwise", () => {
    const wide = (options = {}) => cifarWideResNet({depth: 10, widening: 1, ...options});
    expect(wide({order: "preActivation"})).toEqual(wide());
    expect(wide({order: "original"})).toEqual(wide({preActivation: false}));
    expect(wide({order: "original"})).not.toEqual(wide());
  });
});

test("leadingParts(order) are what stands before a convolution", () => {
  expect(orders.map((order) => leadingParts(order).join(" "))).toEqual([
    ...["", "", "", "activation", "norm activation"]
  ]);
});

describe("toOrder(options)", () => {
  test("is the order that is named, or the standard", () => {
    expect(toOrder({})).toBe("original");
    expect(toOrder({}, "preActivation")).toBe("preActivation");
    expect(toOrder({preActivation: false}, "preActivation")).toBe("original");
    expect(toOrder({order: "normAfterAddition", preActivation: false})).toBe("normAfterAddition");
    expect(toOrder({order: "preActivation", preActivation: true})).toBe("preActivation");
  });

  test("throws where order and preActivation contradict each other, and on no order", () => {
    expect(() => toOrder({order: "original", preActivation: true})).toThrow(
      "invalid preActivation: true; it is short for order preActivation, and the order is original"
    );
    expect(() => toOrder({order: "preActivation", preActivation: false})).toThrow(
      "invalid preActivation: false; it means another order than preActivation"
    );
    expect(() => toOrder({order: "toString" as Order})).toThrow(
      "invalid order: toString; it must be one of original, normAfterAddition, reluBeforeAddition, reluOnlyPreActivation, preActivation"
    );
  });
});

describe("basicBlock(zeroInitResidual, order)", () => {
  test("marks the last γ of the residual function", () => {
    for (const order of ["original", "reluOnlyPreActivation"] as const) {
      const specs = parameters(basicBlock(6, 6, {order, zeroInitResidual: true}), [8, 8, 6]);
      expect(specs.flatMap(({zeroInit, name}) => (zeroInit ? [name] : []))).toEqual(["bn2.weight"]);
    }
  });

  const refused: [order: Order, reason: string][] = [
    ["normAfterAddition", "the last γ follows the addition, and would start the whole block at 0"],
    [
      "reluBeforeAddition",
      "an activation follows the last γ, and a relu that gets 0 passes no gradient back"
    ],
    ["preActivation", "a pre-activation block ends in a convolution, which has no γ"]
  ];
  for (const [order, reason] of refused) {
    test(`throws in the order ${order}: ${reason}`, () => {
      expect(() => basicBlock(6, 6, {order, zeroInitResidual: true})).toThrow(
        `invalid zeroInitResidual: true; ${reason}`
      );
    });
  }
});

test("basicBlock(norm: false) keeps the orders of what is left, and has no normalization to move", () => {
  const tree = (order: Order) => treeText(basicBlock(6, 6, {order, norm: false}));
  expect(tree("reluBeforeAddition")).toBe("[F(conv1 relu conv2 relu) + identity]");
  expect(tree("reluOnlyPreActivation")).toBe(tree("preActivation"));
  expect(() => tree("normAfterAddition")).toThrow(
    "invalid order: normAfterAddition; without normalization there is none to follow the addition"
  );
});
