import {expect, test} from "vitest";
import {
  imagesFromPyTorch,
  permute,
  valuesFromPyTorch,
  valuesToPyTorch
} from "../../components/weights/pytorchLayout.js";
import {numbers} from "../model/numbers.js";

// torch.arange(12).reshape(2, 3, 1, 2).permute(2, 3, 1, 0).flatten()
test("valuesFromPyTorch(OIHW) gives HWIO", () => {
  const values = Array.from({length: 12}, (_, i) => i);
  expect([...valuesFromPyTorch(values, {shape: [1, 2, 3, 2]})]).toEqual([
    0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11
  ]);
});

test("valuesFromPyTorch([out, in]) gives [in, out], and vectors stay", () => {
  expect([...valuesFromPyTorch([1, 2, 3, 4, 5, 6], {shape: [3, 2]})]).toEqual([1, 4, 2, 5, 3, 6]);
  expect([...valuesFromPyTorch([1, 2, 3], {shape: [3]})]).toEqual([1, 2, 3]);
});

for (const shape of [[3, 5, 2, 4], [7, 3], [6]]) {
  test(`valuesToPyTorch(${shape.join("×")}) undoes valuesFromPyTorch`, () => {
    const values = numbers(shape.reduce((a, b) => a * b));
    expect(valuesToPyTorch(valuesFromPyTorch(values, {shape}), {shape})).toEqual(values);
    expect(valuesFromPyTorch(valuesToPyTorch(values, {shape}), {shape})).toEqual(values);
  });
}

// torch.arange(8).reshape(1, 2, 2, 2).permute(0, 2, 3, 1).flatten()
test("imagesFromPyTorch(NCHW) gives NHWC", () => {
  expect([...imagesFromPyTorch([0, 1, 2, 3, 4, 5, 6, 7], [1, 2, 2, 2])]).toEqual([0, 4, 1, 5, 2, 6, 3, 7]);
});

test("permute(values, shape, axes) moves axis axes[i] to i", () => {
  expect([...permute([0, 1, 2, 3, 4, 5], [2, 3], [1, 0])]).toEqual([0, 3, 1, 4, 2, 5]);
});
