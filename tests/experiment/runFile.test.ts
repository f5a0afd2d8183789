import {describe, expect, test} from "vitest";
import {type RunFile, toCurves, toPoints, toRunFile} from "../../components/experiment/runFile.js";
import type {StepMetrics} from "../../components/experiment/stepMetrics.js";
import {tinySpec} from "../worker/tinyDataset.js";

const points: StepMetrics[] = [
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

const measured = {
  gradients: [0.123456789, 1234567, 1.00004e-9],
  residuals: [1 / 3],
  shortcuts: [2],
  responses: [0, 10.00049]
};
const deepened = {shallowError: 0.2, deepError: 1 / 3};

test("toCurves(points) have what was measured, to four digits, and the errors of a deepened network as they are", () => {
  const curves = toCurves([
    {...points[0], measured},
    points[1],
    {...points[2], measured: {...measured, residuals: [], shortcuts: []}, deepened}
  ]);
  const rounded = {
    gradients: [0.1235, 1235000, 1e-9],
    residuals: [0.3333],
    shortcuts: [2],
    responses: [0, 10]
  };
  expect(curves.measured).toEqual([
    [1, rounded],
    [3, {...rounded, residuals: [], shortcuts: []}]
  ]);
  expect(curves.deepened).toEqual([3, deepened]);
  expect(toCurves(points)).not.toHaveProperty("measured");
  expect(toCurves(points)).not.toHaveProperty("deepened");
});

test("toPoints(toCurves(points)) have what was measured and deepened at their steps, through JSON too", () => {
  const whole = {gradients: [0.1235, 4], residuals: [2], shortcuts: [3], responses: [1]};
  const given = points.map((point, i) => ({
    ...{...point, lossNats: 2},
    ...(i !== 1 && {measured: whole}),
    ...(i === 1 && {deepened})
  }));
  expect(toPoints(toCurves(given))).toEqual(given);
  expect(toPoints(JSON.parse(JSON.stringify(toCurves(given))))).toEqual(given);
});

test("a measurement that is no finite number is null in a file, and NaN in its points", () => {
  const wild = {gradients: [NaN, Infinity, 1], residuals: [-Infinity], shortcuts: [], responses: [2]};
  const written = {...file, curves: toCurves([{...points[0], measured: wild}])};
  const json = JSON.stringify(written);
  expect(json).toContain('"gradients":[null,null,1],"residuals":[null]');
  const [point] = toPoints(toRunFile(JSON.parse(json)).curves);
  expect(point.measured).toEqual({gradients: [NaN, NaN, 1], residuals: [NaN], shortcuts: [], responses: [2]});
});

test("toRunFile(json) is the run that was written", () => {
  expect(toRunFile(JSON.parse(JSON.stringify(file)))).toEqual(file);
});

test("toRunFile(json) has the build of the kernels, and none in files of before there were two", () => {
  const written: RunFile = {...file, backend: "wasm", executor: "plan", wasmBuild: "relaxed"};
  expect(toRunFile(JSON.parse(JSON.stringify(written))).wasmBuild).toBe("relaxed");
  expect(toRunFile(JSON.parse(JSON.stringify(file)))).not.toHaveProperty("wasmBuild");
});

test("toRunFile(json) throws on columns that do not fit, and on a spec that is none", () => {
  const short = {...file, curves: {...file.curves, lossNats: [1]}};
  expect(() => toRunFile(short)).toThrow("invalid run: 1 losses, 3 errors; there is one of each a step");
  expect(() => toRunFile({...file, spec: {...file.spec, steps: 0}})).toThrow("invalid steps: 0");
});

describe("answers", () => {
  const answered: StepMetrics[] = [
    {...points[0], lossNats: 2.25},
    {...points[1], answers: [3, 0, 9]},
    {...points[2], testError: 0.5, answers: [3, 1, 2]}
  ];
  const withAnswers = (answers: unknown) => ({...file, curves: {...file.curves, answers}});

  test("are in a file with their steps, and in its points again; a file without any has none", () => {
    const curves = toCurves(answered);
    expect(curves.answers).toEqual([
      [2, [3, 0, 9]],
      [3, [3, 1, 2]]
    ]);
    expect(toPoints(toRunFile(JSON.parse(JSON.stringify({...file, curves}))).curves)).toEqual(answered);
    expect(toCurves(points)).not.toHaveProperty("answers");
  });

  test.each([
    [[[2, [0, 10]]], "invalid run: answer 10; classes are numbered from 0 to 9"],
    [[[2, [0, 0.5]]], "invalid run: answer 0.5; classes are numbered from 0 to 9"],
    [[[4, [0]]], "invalid run: answers after step 4; it has 3 steps"],
    [
      [
        [1, [0, 1]],
        [2, [0]]
      ],
      "invalid run: 1 answers after step 2, 2 before; they are on the same images"
    ]
  ])("%j are none: %s", (answers, message) => {
    expect(() => toRunFile(withAnswers(answers))).toThrow(message);
  });
});
