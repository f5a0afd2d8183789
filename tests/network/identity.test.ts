import {describe, expect, test} from "vitest";
import {
  isPlain,
  networkFileName,
  networkIdentity,
  networkKey,
  networkLabel,
  paperName,
  toIdentity
} from "../../components/network/identity.js";

describe("networkIdentity(name)", () => {
  test("is a family and its numbers by name", () => {
    expect(networkIdentity("cifar-resnet-56")).toEqual({
      ...{name: "cifar-resnet-56", family: "cifar-resnet", depth: 56}
    });
    expect(networkIdentity("cifar-resnext-29-8x64d")).toEqual({
      ...{name: "cifar-resnext-29-8x64d", family: "cifar-resnext", depth: 29, cardinality: 8, groupWidth: 64}
    });
    expect(networkIdentity("wide_resnet50_2")).toEqual({
      ...{name: "wide_resnet50_2", family: "wide_resnet", depth: 50, widening: 2}
    });
    expect(networkIdentity("alexnet")).toEqual({name: "alexnet", family: "alexnet"});
  });

  test("of a name that no family has is the name alone", () => {
    expect(networkIdentity("my network 7")).toEqual({name: "my network 7"});
  });

  test("has the differences it is given, in their order", () => {
    expect(networkIdentity("nin-cifar", ["width 16", "tanh"])).toEqual({
      ...{name: "nin-cifar", family: "nin-cifar", differences: ["width 16", "tanh"]}
    });
  });
});

test("toIdentity(networkKey(identity)) is the identity, and an identity is its own", () => {
  const identities = [
    networkIdentity("cifar-plain-20"),
    networkIdentity("cifar-resnet-56", ["λ 0.5", "no normalization"]),
    networkIdentity("mine", ["own 2"])
  ];
  for (const identity of identities) {
    expect(toIdentity(networkKey(identity))).toEqual(identity);
    expect(toIdentity(identity)).toBe(identity);
  }
  expect(networkKey(identities[1])).toBe("cifar-resnet-56, λ 0.5, no normalization");
});

test("isPlain(identity) tells networks without shortcuts", () => {
  const plain = (name: string) => isPlain(networkIdentity(name));
  expect(["cifar-plain-20", "plain-34"].map(plain)).toEqual([true, true]);
  expect(["cifar-resnet-20", "resnet50", "explain-1"].map(plain)).toEqual([false, false, false]);
});

test("networkLabel(identity) is the name that readers know, with the differences", () => {
  const labels = ["cifar-resnet-56", "cifar-wide-resnet-16-4", "resnet50", "mine"].map((name) =>
    networkLabel(networkIdentity(name))
  );
  expect(labels).toEqual(["residual-56", "wide-resnet-16-4", "resnet50", "mine"]);
  expect(networkLabel(networkIdentity("cifar-plain-20", ["tanh"]))).toBe("plain-20, tanh");
});

test("paperName(identity) writes a name as papers do, and leaves others", () => {
  const names = ["resnet50", "resnext50_32x4d", "resnext101_1x100d", "cifar-resnet-20"];
  expect(names.map((name) => paperName(networkIdentity(name)))).toEqual([
    "ResNet-50",
    "ResNeXt-50, 32×4d",
    "ResNet-101, 1×100d",
    "cifar-resnet-20"
  ]);
});

test("networkFileName(identity) has letters that every file system takes", () => {
  const identity = networkIdentity("cifar-resnet-56", ["λ 0.5", "last γ from 0"]);
  expect(networkFileName(identity)).toBe("cifar-resnet-56-scale-0.5-last-gamma-from-0");
});
