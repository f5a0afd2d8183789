import {expect, test} from "vitest";
import type {Point} from "../../components/training/protocol.js";
import {type RunFile, toCurves, toPoints, toRunFile} from "../../components/training/runFile.js";
import {tinySpec} from "./tinyDataset.js";

const points: Point[] = [
  {step: 1, lossNats: 2.302585, trainingError: 0.890625},
  {step: 2, lossNats: 2.25, trainingError: 0.875, testError: 0.9},
  {step: 3, lossNats: 2.125, trainingError: 0}
];

const file: RunFile = {
  spec: tinySpec(),
  backend: "cpu",
  device: "processor, JavaScript",
  versions: {node: "20"},
  date: "2026-01-01T00:00:00.000Z",
  parameters: 1234,
  curves: toCurves(points),
  diverged: false
};

test("toCurves(points) are columns, rounded: losses to 1e-5, errors to 1e-6", () => {
  expect(toCurves([...points, {step: 4, lossNats: 1 / 3, trainingError: 2 / 3, testError: 1 / 7}])).toEqual({
    lossNats: [2.30259, 2.25, 2.125, 0.33333],
    trainingError: [0.890625, 0.875, 0, 0.666667],
    testError: [
      [2, 0.9],
      [4, 0.142857]
    ]
  });
});

test("toPoints(toCurves(points)) are the points, rounded", () => {
  const rounded = [{...points[0], lossNats: 2.30259}, ...points.slice(1)];
  expect(toPoints(toCurves(points))).toEqual(rounded);
  expect(toPoints(toCurves([]))).toEqual([]);
});

test("toRunFile(json) is the run that was written", () => {
  expect(toRunFile(JSON.parse(JSON.stringify(file)))).toEqual(file);
});

test("toRunFile(json) throws on columns that do not fit, and on a spec that is none", () => {
  const short = {...file, curves: {...file.curves, lossNats: [1]}};
  expect(() => toRunFile(short)).toThrow("invalid run: 1 losses, 3 errors; there is one of each a step");
  expect(() => toRunFile({...file, spec: {...file.spec, steps: 0}})).toThrow("invalid steps: 0");
});
