import {expect, test} from "vitest";
import {concat, group, label, sequence, sum} from "../../components/network/expression.js";
import {evaluate, fold} from "../../components/network/fold.js";
import {conv, identity, norm, relu, scale} from "../../components/network/leaf.js";

const block = sequence(
  label(
    "layer1",
    label("0", sum(group(sequence(label("conv1", conv(4, 3)), relu()), {role: "residual"}), identity()))
  ),
  relu()
);

test("fold(block, text) meets every constructor with its dotted name", () => {
  const text = fold(block, {
    leaf: ({type}, name) => `${name}:${type}`,
    sequence: (parts) => `(${parts.join(" ; ")})`,
    sum: (branches, name) => `${name}[${branches.join(" + ")}]`,
    concat: (branches) => `{${branches.join(" | ")}}`
  });
  expect(text).toBe("(layer1.0[(layer1.0.conv1:conv ; layer1.0:relu) + layer1.0:identity] ; :relu)");
});

test("evaluate(expression, x) runs numbers through sequence, sum, concat and scale", () => {
  const twice = scale(2);
  const expression = sequence(sum(twice, sequence(twice, twice), identity()), concat(identity(), twice));
  const result = evaluate(expression, 3, {
    leaf: (leaf, x) => (leaf.type === "scale" ? leaf.factor * x : x),
    sum: (branches) => branches.reduce((a, b) => a + b),
    concat: (branches) => branches.reduce((a, b) => 10 * a + b)
  });
  expect(result).toBe(10 * 21 + 42);
});

test("evaluate(block, x) tells when groups begin and end", () => {
  const calls: string[] = [];
  evaluate(block, 0, {
    leaf: (_, x) => x + 1,
    sum: (branches) => Math.max(...branches),
    concat: () => 0,
    enter: (_, x, name) => calls.push(`> ${name} ${x}`),
    leave: (_, x, name) => calls.push(`< ${name} ${x}`)
  });
  expect(calls).toEqual([
    "> layer1 0",
    "> layer1.0 0",
    "> layer1.0 0",
    "> layer1.0.conv1 0",
    "< layer1.0.conv1 1",
    "< layer1.0 2",
    "< layer1.0 2",
    "< layer1 2"
  ]);
});

test("expressions are frozen", () => {
  expect(Object.isFrozen(block)).toBe(true);
  expect(Object.isFrozen(block.parts)).toBe(true);
  expect(Object.isFrozen(norm())).toBe(true);
});

test("sum() and concat() refuse to have no branches", () => {
  expect(() => sum()).toThrow("invalid sum: no branches; there must be at least one");
  expect(() => concat()).toThrow("invalid concat: no branches");
});
