import {describe, expect, test} from "vitest";
import {classFacts} from "../../components/code/classFacts.js";
import {codeText, meansPart} from "../../components/code/listing.js";
import {toPyTorch} from "../../components/code/toPyTorch.js";
import {toTypeScript} from "../../components/code/toTypeScript.js";
import * as course from "../../components/network.js";
import type {Expression} from "../../components/network/expression.js";
import {namedNetwork} from "../../components/network/named.js";
import {parameters} from "../../components/network/parameters.js";
import {listingCases} from "../../scripts/checkPytorch/cases.js";

/** Runs a listing in the course's words as a cell would. */
function built(network: Expression): unknown {
  const text = codeText(toTypeScript(network));
  const names = Object.keys(course).filter((name) => new RegExp(`(?<![.\\w])${name}\\(`).test(text));
  const own = names.filter((name) => !new RegExp(`function ${name}\\(`).test(text));
  const run = new Function(...own, `${text}return network;`) as (...given: unknown[]) => unknown;
  return run(...own.map((name) => course[name as keyof typeof course]));
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

for (const {title, network} of listingCases())
  describe(`of ${title}`, () => {
    test("toTypeScript(network) builds the same expression", () => {
      expect(plain(built(network))).toEqual(plain(network));
    });

    test("both listings have a line for each layer, and no line that makes nothing", () => {
      const names = parameters(network, [64, 64, 3]).map(({layerName}) => layerName);
      for (const lines of [toPyTorch(network), toTypeScript(network)]) {
        const patterns = lines.flatMap(({parts}) =>
          parts.filter((part) => !/relu|identity|scale|pad|subs|tanh|sigm/.test(part))
        );
        for (const name of names)
          expect(
            patterns.some((one) => meansPart(one, name)),
            name
          ).toBe(true);
        for (const one of patterns.filter((one) => !/pool|downsample$/.test(one)))
          expect(
            names.some((name) => meansPart(one, name)),
            one
          ).toBe(true);
      }
    });
  });

describe("toPyTorch(network)", () => {
  const text = (name: string, options = {}) => codeText(toPyTorch(namedNetwork(name, options).expression));

  test("calls the class with what is not usual", () => {
    expect(text("resnet50")).toContain("    return ResNet(Bottleneck, [3, 4, 6, 3])\n");
    expect(text("resnext50_32x4d", {numClasses: 5, zeroInitResidual: true})).toContain(
      "ResNet(Bottleneck, [3, 4, 6, 3], num_classes=5, zero_init_residual=True, groups=32, width_per_group=4)"
    );
    expect(text("resnet18")).toContain("ResNet(BasicBlock, [2, 2, 2, 2])");
  });

  test("puts the stride where it is", () => {
    expect(text("resnet50")).toContain("self.conv2 = conv3x3(width, width, stride, groups, dilation)");
    expect(text("resnet50", {strideIn1x1: true})).toContain("self.conv1 = conv1x1(inplanes, width, stride)");
  });

  test("throws a fault on what such a class cannot build", () => {
    for (const [name, options] of [
      ["vgg16", {}],
      ["resnet18", {preActivation: true}],
      ["resnext50_32x4d", {form: "sum"}],
      ["cifar-resnet-20", {layersPerBlock: 3}]
    ] as const)
      expect(() => text(name, options)).toThrow("the class builds networks of residual stages");
  });
});

test("classFacts(resNet50) is what its class is told", () => {
  expect(classFacts(namedNetwork("resnet50").expression)).toMatchObject({
    block: "bottleneck",
    ...{groups: 1, widthPerGroup: 64, shortcut: "B", numClasses: 1000, zeroInitResidual: false},
    stages: [3, 4, 6, 3].map((count, i) => ({count, planes: 64 * 2 ** i, dilated: false}))
  });
});

test("meansPart(pattern, name) is true of a part, of what is in it, and of what it is in", () => {
  expect(meansPart("layer*.*.conv2", "layer3.5.conv2")).toBe(true);
  expect(meansPart("layer*.*.conv2", "layer3.5.conv1")).toBe(false);
  expect(meansPart("layer2", "layer2.0.bn1")).toBe(true);
  expect(meansPart("layer*.*.downsample.0", "layer2.0")).toBe(true);
  expect(meansPart("conv1", "layer1.0.conv1")).toBe(false);
});
