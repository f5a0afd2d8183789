import {expect, test} from "vitest";
import {label, sequence} from "../../components/network/expression.js";
import {conv, identity, relu} from "../../components/network/leaf.js";
import {namedNetwork} from "../../components/network/named.js";
import {partAt} from "../../components/network/partAt.js";
import {outputShape} from "../../components/network/shapes.js";

const {expression, input} = namedNetwork("cifar-resnet-14", {width: 8, size: 16});

test("partAt(network, input, name) is the group of that name, and the volume that enters it", () => {
  for (const [name, volume, result] of [
    ["conv1", [16, 16, 3], [16, 16, 8]],
    ["layer1.0", [16, 16, 8], [16, 16, 8]],
    ["layer2.0", [16, 16, 8], [8, 8, 16]],
    ["layer2.1", [8, 8, 16], [8, 8, 16]],
    ["layer3", [8, 8, 16], [4, 4, 32]],
    ["layer3.1.conv2", [4, 4, 32], [4, 4, 32]],
    ["fc", [1, 1, 32], [1, 1, 10]]
  ] as const) {
    const found = partAt(expression, input, name);
    expect(found.part.label, name).toBe(name.split(".").at(-1));
    expect(found.input, name).toEqual(volume);
    expect(outputShape(found.part, found.input), name).toEqual(result);
  }
  expect(partAt(expression, input, "layer2.0").part.role).toBe("block");
});

test("partAt() is the group with the label, not one within it without a label; the first if there are several", () => {
  const twice = sequence(label("a", conv(4, 1)), label("a", relu()), label("b", identity()));
  expect(partAt(twice, [2, 2, 1], "a")).toEqual({part: label("a", conv(4, 1)), input: [2, 2, 1]});
  expect(partAt(expression, input, "layer1.0").part.role).toBe("block"); // its residual function has its name too
});

test("partAt() throws on a name that no group has", () => {
  for (const name of ["layer2.2", "layer4", "conv2", "layer", ""]) {
    expect(() => partAt(expression, input, name), name).toThrow(
      new RangeError(`unknown part: ${name}; the network has no such group`)
    );
  }
});
