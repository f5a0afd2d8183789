import {describe, expect, test} from "vitest";
import {depthOf, isPlain, netColor, netLabel} from "../../components/charts/scales.js";

test("netLabel(net) is the name that readers know", () => {
  expect(netLabel("cifar-resnet-56")).toBe("residual-56");
  expect(netLabel("cifar-plain-20")).toBe("plain-20");
  expect(netLabel("cifar-resnext-29-8x64d")).toBe("resnext-29-8x64d");
  expect(netLabel("resnet50")).toBe("resnet50");
  expect(netLabel("cifar-resnet-56, λ 0.5")).toBe("residual-56, λ 0.5");
  expect(netLabel("cifar-plain-20, tanh")).toBe("plain-20, tanh");
});

test("isPlain(net) tells networks without shortcuts", () => {
  expect(["cifar-plain-20", "plain-34"].map(isPlain)).toEqual([true, true]);
  expect(["cifar-resnet-20", "resnet50", "explain-1"].map(isPlain)).toEqual([false, false, false]);
});

test("depthOf(net) is the number of layers in its name", () => {
  expect(["cifar-plain-56", "resnet50", "cifar-resnext-29-8x64d", "alexnet"].map(depthOf)).toEqual([
    56, 50, 29, 0
  ]);
  expect(["cifar-resnet-56, λ 0.5", "nin-cifar, width 16"].map(depthOf)).toEqual([56, 0]);
});

describe("netColor(net, nets)", () => {
  const four = ["cifar-plain-20", "cifar-plain-56", "cifar-resnet-20", "cifar-resnet-56"];

  test("is vermilion for plain networks and blue for residual ones, the deeper the stronger", () => {
    expect(four.map((net) => netColor(net, four))).toEqual([
      "var(--plain-20)",
      "var(--plain-56)",
      "var(--residual-20)",
      "var(--residual-56)"
    ]);
  });

  test("depends on the figure's networks, not on their order", () => {
    const reversed = [...four].reverse();
    for (const net of four) expect(netColor(net, reversed)).toBe(netColor(net, four));
  });

  test("gives the strongest to the deepest of a family, and mixes between", () => {
    const nets = ["cifar-resnet-20", "cifar-resnet-32", "cifar-resnet-110", "cifar-plain-20"];
    expect(netColor("cifar-resnet-110", nets)).toBe("var(--residual-56)");
    expect(netColor("cifar-resnet-32", nets)).toBe(
      "color-mix(in oklab, var(--residual-56) 50%, var(--residual-20))"
    );
  });

  test("tells networks of one depth apart, in the order of the figure", () => {
    const nets = ["1x8d", "2x5d", "4x3d"].map((groups) => `cifar-resnext-29-${groups}`);
    expect(nets.map((net) => netColor(net, nets))).toEqual([
      "var(--residual-20)",
      "color-mix(in oklab, var(--residual-56) 50%, var(--residual-20))",
      "var(--residual-56)"
    ]);
    const reversed = [...nets].reverse();
    expect(netColor(nets[0], reversed)).toBe("var(--residual-56)");
  });

  test("tells eight networks of one name apart, and leaves the other family alone", () => {
    const nets = Array.from({length: 8}, (_, i) => `cifar-resnet-56, λ 0.${i + 1}`);
    expect(new Set(nets.map((net) => netColor(net, [...nets, "cifar-plain-56"])))).toHaveProperty("size", 8);
    expect(netColor("cifar-plain-56", [...nets, "cifar-plain-56"])).toBe("var(--plain-56)");
  });

  test("ranks by depth first, then by order", () => {
    const nets = ["cifar-resnet-56", "cifar-resnet-56, tanh", "cifar-resnet-20"];
    expect(nets.map((net) => netColor(net, nets))).toEqual([
      "color-mix(in oklab, var(--residual-56) 50%, var(--residual-20))",
      "var(--residual-56)",
      "var(--residual-20)"
    ]);
  });

  test("of a family's only network is strong if it is deep", () => {
    expect(netColor("cifar-plain-20", ["cifar-plain-20"])).toBe("var(--plain-20)");
    expect(netColor("cifar-plain-110", ["cifar-plain-110", "cifar-resnet-20"])).toBe("var(--plain-56)");
  });

  test("is a colour also for a network that the figure does not name, such as an earlier run's", () => {
    expect(netColor("cifar-plain-110", four)).toBe("var(--plain-56)");
    expect(netColor("cifar-resnet-8", four)).toBe("var(--residual-20)");
    expect(netColor("cifar-plain-20", ["cifar-resnet-20"])).toBe("var(--plain-20)");
    expect(netColor("cifar-resnet-38", four)).toBe(
      "color-mix(in oklab, var(--residual-56) 50%, var(--residual-20))"
    );
  });
});
