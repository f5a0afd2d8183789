import {expect, test} from "vitest";
import {depth} from "../../components/network/depth.js";
import {namedNetwork} from "../../components/network/named.js";

const depths: Record<string, number> = {
  resnet18: 18,
  resnet34: 34,
  resnet50: 50,
  resnet101: 101,
  resnet152: 152,
  resnet200: 200,
  resnext50_32x4d: 50,
  "plain-34": 34,
  vgg16: 16,
  vgg19: 19,
  alexnet: 8,
  "alexnet-original": 8,
  zfnet: 8,
  "googlenet-paper": 22,
  "nin-cifar": 9,
  "cifar-resnet-20": 20,
  "cifar-resnet-1202": 1202,
  "cifar-plain-56": 56,
  "cifar-resnext-29-8x64d": 29
};

for (const [name, layers] of Object.entries(depths)) {
  test(`depth(${name}) counts ${layers} weighted layers`, () => {
    expect(depth(namedNetwork(name).expression)).toBe(layers);
  });
}

test("depth(cifar-resnet-20) does not count projections", () => {
  expect(depth(namedNetwork("cifar-resnet-20", {shortcut: "C"}).expression)).toBe(20);
});

test("depth(ResNeXt) is the same in each form", () => {
  const forms = (["sum", "concat", "grouped"] as const).map((form) =>
    depth(namedNetwork("cifar-resnext-29-4x8d", {form}).expression)
  );
  expect(forms).toEqual([29, 29, 29]);
});
