import {expect, test} from "vitest";
import {concat, label, sequence, sum} from "../../components/network/expression.js";
import {
  averagePool,
  conv,
  dense,
  globalAveragePool,
  identity,
  maxPool,
  padChannels,
  relu,
  subsample
} from "../../components/network/leaf.js";
import {groupShapes, leafShape, outputShape, toVolume, type Volume} from "../../components/network/shapes.js";

const volume: Volume = [32, 20, 6];

test("leafShape(conv) follows PyTorch's rule for stride, padding and dilation", () => {
  expect(leafShape(conv(8, 3), volume)).toEqual([32, 20, 8]);
  expect(leafShape(conv(8, 3, {stride: 2}), volume)).toEqual([16, 10, 8]);
  expect(leafShape(conv(8, 3, {stride: 2}), [7, 5, 6])).toEqual([4, 3, 8]);
  expect(leafShape(conv(8, 3, {padding: 0, dilation: 3}), volume)).toEqual([26, 14, 8]);
  expect(leafShape(conv(8, 3, {dilation: 3}), volume)).toEqual([32, 20, 8]);
  expect(leafShape(conv(64, 7, {stride: 2, padding: 3}), [224, 224, 3])).toEqual([112, 112, 64]);
  expect(leafShape(conv(96, 11, {stride: 4, padding: 0}), [227, 227, 3])).toEqual([55, 55, 96]);
});

// torch.nn.functional.max_pool2d(torch.zeros(1, 1, n, n), k, s, p, ceil_mode=True).shape[-1], PyTorch 2
const ceilCases = [
  {size: 32, kernel: 3, stride: 2, padding: 0, expected: 16},
  {size: 33, kernel: 3, stride: 2, padding: 0, expected: 16},
  {size: 112, kernel: 3, stride: 2, padding: 0, expected: 56},
  {size: 2, kernel: 3, stride: 2, padding: 0, expected: 1},
  {size: 5, kernel: 2, stride: 3, padding: 1, expected: 2},
  {size: 6, kernel: 2, stride: 3, padding: 1, expected: 3},
  {size: 4, kernel: 1, stride: 3, padding: 0, expected: 2},
  {size: 5, kernel: 1, stride: 3, padding: 0, expected: 2},
  {size: 7, kernel: 3, stride: 2, padding: 1, expected: 4},
  {size: 8, kernel: 3, stride: 2, padding: 1, expected: 5}
];

for (const {size, kernel, stride, padding, expected} of ceilCases) {
  test(`leafShape(maxPool ${kernel}/${stride}, padding ${padding}, ceil) of ${size} gives ${expected}, as PyTorch`, () => {
    const pool = maxPool(kernel, {stride, padding, ceil: true});
    expect(leafShape(pool, [size, size, 2])).toEqual([expected, expected, 2]);
  });
}

test("leafShape(pool) without ceil leaves out windows over the border", () => {
  expect(leafShape(maxPool(3, {stride: 2}), [32, 33, 4])).toEqual([15, 16, 4]);
  expect(leafShape(averagePool(2), [7, 6, 4])).toEqual([3, 3, 4]);
});

test("leafShape(leaf) of heads and shortcuts", () => {
  expect(leafShape(globalAveragePool(), volume)).toEqual([1, 1, 6]);
  expect(leafShape(dense(10), volume)).toEqual([1, 1, 10]);
  expect(leafShape(subsample(2), [7, 8, 6])).toEqual([4, 4, 6]);
  expect(leafShape(padChannels(12), volume)).toEqual([32, 20, 12]);
  expect(leafShape(relu(), volume)).toEqual(volume);
});

test("outputShape(concat) adds channels and outputShape(sum) keeps them", () => {
  expect(outputShape(concat(conv(4, 1), conv(5, 3), identity()), volume)).toEqual([32, 20, 15]);
  expect(outputShape(sum(conv(6, 1), identity()), volume)).toEqual(volume);
});

test("groupShapes(expression) lists the volume that leaves each group", () => {
  const expression = label("a", sequence(label("b", conv(4, 3, {stride: 2})), relu()));
  expect(groupShapes(expression, volume)).toEqual([
    {name: "a.b", output: [16, 10, 4]},
    {name: "a", output: [16, 10, 4]}
  ]);
});

test("outputShape(expression) names the layer an input is too small for, and its window", () => {
  const expression = label("layer3", label("0", label("conv1", conv(8, 5, {padding: 0}))));
  expect(() => outputShape(expression, [4, 4, 3])).toThrow(
    "invalid input: 4×4 (layer3.0.conv1); a 5×5 window with padding 0 does not fit"
  );
  expect(() => outputShape(maxPool(3), [2, 9, 3])).toThrow("invalid input: 2×9; a 3×3 window with padding 0");
});

test("outputShape(expression) names a cardinality that does not divide the input's channels", () => {
  const expression = label("layer1.0", label("conv2", conv(65, 3, {groups: 5})));
  expect(() => outputShape(expression, [8, 8, 64])).toThrow(
    "invalid cardinality: 5; the number of groups must divide 64 input channels (layer1.0.conv2)"
  );
});

test("outputShape(sum) and outputShape(concat) name both shapes that do not match", () => {
  expect(() => outputShape(label("layer2.0", sum(conv(8, 3, {stride: 2}), identity())), [8, 8, 4])).toThrow(
    "invalid sum: 4×4×8 + 8×8×4 (layer2.0); the branches of a sum must have one shape"
  );
  expect(() => outputShape(concat(conv(8, 3, {stride: 2}), identity()), [8, 8, 4])).toThrow(
    "invalid concat: 4×4×8, 8×8×4; the branches must have one height and width"
  );
});

test("outputShape(padChannels) refuses to drop channels", () => {
  expect(() => outputShape(padChannels(4), volume)).toThrow(
    "invalid channels: 4; zeros can only be appended to the 6"
  );
});

for (const bad of [
  [8, 8],
  [0, 8, 3],
  [8, -1, 3],
  [8, 8.5, 3],
  [8, 8, NaN],
  [8, 8, 3, 1]
]) {
  test(`toVolume(${bad.join(", ")}) refuses what is not three positive integers`, () => {
    expect(() => toVolume(bad)).toThrow(
      `invalid input: ${bad.join("×")}; a volume is three positive integers`
    );
  });
}

test("leaf constructors refuse sizes that are not positive integers", () => {
  expect(() => conv(8, 3, {stride: 0})).toThrow("invalid stride: 0; it must be a positive integer");
  expect(() => conv(0, 3)).toThrow("invalid filters: 0; it must be a positive integer");
  expect(() => conv(8, 3, {padding: -1})).toThrow("invalid padding: -1; it must be an integer, 0 or more");
  expect(() => conv(8, 3, {groups: 3})).toThrow(
    "invalid cardinality: 3; the number of groups must divide 8 filters"
  );
  expect(() => maxPool(2, {padding: 2})).toThrow(
    "invalid padding: 2; pooling pads at most half of its window of 2"
  );
  expect(() => dense(2.5)).toThrow("invalid units: 2.5");
});
