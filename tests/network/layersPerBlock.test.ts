import {describe, expect, test} from "vitest";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {layerCosts} from "../../components/network/cost.js";
import {depth} from "../../components/network/depth.js";
import {namedNetwork} from "../../components/network/named.js";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {parameterCount} from "../../components/network/parameters.js";
import {pathCount, pathPolynomial} from "../../components/network/paths.js";
import {residualFunctions} from "../../components/network/residualFunctions.js";
import {cifarResNet} from "../../components/network/zoo/cifar.js";
import {treeText} from "./treeText.js";

describe("basicBlock(layersPerBlock)", () => {
  test("has that many convolutions in its residual function, in any order", () => {
    const trees = ([1, 2, 3] as const).map((layersPerBlock) => treeText(basicBlock(6, 6, {layersPerBlock})));
    expect(trees).toEqual([
      "[F(conv1 bn1) + identity] relu", // y = W₁x + x
      "[F(conv1 bn1 relu conv2 bn2) + identity] relu",
      "[F(conv1 bn1 relu conv2 bn2 relu conv3 bn3) + identity] relu"
    ]);
    const one = (options: object) => treeText(basicBlock(6, 6, {layersPerBlock: 1, ...options}));
    expect(one({order: "normAfterAddition"})).toBe("[F(conv1) + identity] bn1 relu");
    expect(one({preActivation: true})).toBe("[F(bn1 relu conv1) + identity]");
    expect(one({order: "reluOnlyPreActivation"})).toBe("[F(relu conv1 bn1) + identity]");
  });

  test("throws on other numbers", () => {
    expect(() => basicBlock(6, 6, {layersPerBlock: 4 as 3})).toThrow(
      "invalid layersPerBlock: 4; it must be one of 1, 2, 3"
    );
  });
});

const net = (name: string, options: NamedOptions) => namedNetwork(name, {width: 4, size: 16, ...options});

describe("cifarResNet(layersPerBlock)", () => {
  const layersPerBlock = [1, 2, 3] as const;

  test("keeps depth, layers and parameters, in other blocks", () => {
    const nets = layersPerBlock.map((k) => net("cifar-resnet-20", {layersPerBlock: k}));
    for (const {expression, input} of nets) {
      expect(depth(expression)).toBe(20);
      expect(parameterCount(expression, input)).toBe(parameterCount(nets[1].expression, input));
    }
    expect(nets.map(({expression}) => residualFunctions(expression))).toEqual([18, 9, 6]);
    expect(nets.map(({expression}) => pathCount(pathPolynomial(expression)))).toEqual([
      ...[2n ** 18n, 2n ** 9n, 2n ** 6n]
    ]);
    expect(nets[1]).toEqual(net("cifar-resnet-20", {}));
  });

  test("strides in the first convolution of stages 2 and 3", () => {
    for (const k of layersPerBlock) {
      const {expression, input} = net("cifar-resnet-20", {layersPerBlock: k, shortcut: "B"});
      const strided = layerCosts(expression, input).flatMap(({name, step}) =>
        step.type === "conv" && step.stride > 1 && step.kernel === 3 ? [name] : []
      );
      expect(strided).toEqual(["layer2.0.conv1", "layer3.0.conv1"]);
    }
  });

  test("changes nothing but names in a plain network", () => {
    const steps = (k: 1 | 2 | 3) => {
      const {expression, input} = net("cifar-plain-20", {layersPerBlock: k});
      return layerCosts(expression, input).map(({name: _, place: __, ...row}) => row);
    };
    expect(steps(1)).toEqual(steps(2));
    expect(steps(3)).toEqual(steps(2));
  });

  test("throws where blocks do not fill a stage, on bottlenecks, and in families that have no such option", () => {
    expect(() => net("cifar-resnet-26", {layersPerBlock: 3})).toThrow(
      "invalid layersPerBlock: 3; depth 26 has 8 layers a stage, which such blocks do not fill"
    );
    expect(() => net("cifar-resnet-21", {layersPerBlock: 1})).toThrow(
      "invalid depth: 21; CIFAR networks have depth 6n + 2"
    );
    expect(() => net("cifar-resnet-20", {block: "bottleneck", layersPerBlock: 2})).toThrow(
      'invalid layersPerBlock: 2; a bottleneck has three, of 1×1, 3×3 and 1×1 (He et al. 2015, Fig. 5); choose block "basic"'
    );
    expect(() => net("cifar-resnet-20", {layersPerBlock: 5 as 1})).toThrow(
      "invalid layersPerBlock: 5; it must be one of 1, 2, 3"
    );
    expect(() => namedNetwork("resnet18", {layersPerBlock: 2})).toThrow("unknown option: layersPerBlock");
    expect(() => cifarResNet({depth: 26, layersPerBlock: 4 as 3})).toThrow("invalid layersPerBlock: 4");
  });
});
