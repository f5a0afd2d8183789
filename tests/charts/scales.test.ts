import {describe, expect, test} from "vitest";
import {depthColor, netColor, netColors, netLabel, uniqueNets} from "../../components/charts/scales.js";
import {networkIdentity} from "../../components/network/identity.js";

test("netLabel(net) is the name that readers know", () => {
  expect(netLabel("cifar-resnet-56")).toBe("residual-56");
  expect(netLabel("cifar-plain-20")).toBe("plain-20");
  expect(netLabel("cifar-resnext-29-8x64d")).toBe("resnext-29-8x64d");
  expect(netLabel("resnet50")).toBe("resnet50");
  expect(netLabel("cifar-resnet-56, λ 0.5")).toBe("residual-56, λ 0.5");
  expect(netLabel("cifar-plain-20, tanh")).toBe("plain-20, tanh");
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

test("netColors(nets) has the colour that netColor has, of an identity and of its key", () => {
  const nets = ["cifar-resnet-56", "cifar-resnet-56, tanh", "cifar-resnet-20"];
  const colorOf = netColors(nets);
  expect(nets.map(colorOf)).toEqual(nets.map((net) => netColor(net, nets)));
  expect(colorOf(networkIdentity("cifar-resnet-56", ["tanh"]))).toBe(colorOf(nets[1]));
});

test("depthColor(depth, depths) is one blue a depth, the deepest the strongest", () => {
  expect([50, 101, 101].map((depth) => depthColor(depth, [101, 50, 101]))).toEqual([
    "var(--residual-20)",
    "var(--residual-56)",
    "var(--residual-56)"
  ]);
  expect(depthColor(101, [50, 101, 200])).toBe(
    "color-mix(in oklab, var(--residual-56) 50%, var(--residual-20))"
  );
  expect(depthColor(20, [20])).toBe("var(--residual-20)");
});

test("uniqueNets(nets) has each network once, whether it comes as an identity or as its key", () => {
  const own = networkIdentity("cifar-resnet-56", ["tanh"]);
  expect(uniqueNets(["cifar-resnet-56, tanh", own, "cifar-plain-20"])).toEqual([
    own,
    networkIdentity("cifar-plain-20")
  ]);
});
