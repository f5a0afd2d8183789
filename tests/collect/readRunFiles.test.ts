import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {readResults} from "../../components/collect/collection.js";
import {readRunFiles} from "../../components/collect/readRunFiles.js";
import {runFileOf} from "./results.js";

const read = (json: unknown) => readRunFiles(JSON.stringify(json), "a.json");
const textsOf = (json: unknown) => read(json).faults.flatMap(({texts}) => texts);

test("readRunFiles(text, file) reads a recorded run: training error as a mean of 20 steps, test error as measured", () => {
  const path = "data/runs/cifar-plain-20-head-zero-shapes-16-seed-2.json";
  const text = readFileSync(path, "utf8");
  const {runs, faults} = readRunFiles(text, "b.json");
  const {curves} = JSON.parse(text) as {curves: {trainingError: number[]; testError: [number, number][]}};
  expect(faults).toEqual([]);
  expect(runs).toHaveLength(1);
  const [run] = runs;
  expect(run).toMatchObject({file: "b.json", run: "seed 2", net: "cifar-plain-20", seed: 2, diverged: false});
  expect(run.spec!.steps).toBe(400);
  expect(run.curves.test).toEqual(curves.testError);
  expect(run.curves.training).toHaveLength(200);
  const last = curves.trainingError.slice(-20).reduce((sum, error) => sum + error, 0) / 20;
  expect(run.curves.training.at(-1)).toEqual([400, expect.closeTo(last, 9)]);
});

test("readRunFiles(text, file) reads lists, and a run with a fault costs no other", () => {
  const bad = {...runFileOf(), spec: {network: {name: "cifar-plain-9"}}};
  const {runs, faults} = read([runFileOf({seed: 1}), bad, runFileOf({seed: 3})]);
  expect(runs.map(({seed}) => seed)).toEqual([1, 3]);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({
    file: "a.json",
    texts: [expect.stringMatching(/^run 2: invalid depth: 9; /)]
  });
});

describe("readRunFiles(text, file) names what is wrong:", () => {
  const file = runFileOf();
  const withCurves = (curves: object) => ({...file, curves: {...file.curves, ...curves}});
  test.each<[string, unknown, RegExp]>([
    ["a list of specs", [file.spec], /no curves; a run file has a spec and its curves/],
    ["no object", [7], /no curves/],
    ["an empty list", [], /its list is empty/],
    ["an unknown setting", {...file, spec: {...file.spec, evil: 1}}, /unknown option: evil/],
    [
      "huge steps",
      {...file, spec: {...file.spec, steps: 1e12}},
      /invalid steps: 1000000000000; .* to 100,000/
    ],
    [
      "more steps than the spec",
      {...file, spec: {...file.spec, steps: 2}},
      /number of steps in its curves: 4/
    ],
    [
      "no step",
      withCurves({lossNats: [], trainingError: [], testError: []}),
      /number of steps in its curves: 0/
    ],
    [
      "an error of null, as JSON has NaN",
      withCurves({trainingError: [0.1, null, 0, 0]}),
      /invalid error: null/
    ],
    ["an error above 1", withCurves({trainingError: [0.1, 1.5, 0, 0]}), /invalid error: 1.5; .* from 0 to 1/],
    ["a test error below 0", withCurves({testError: [[2, -1]]}), /invalid error: -1/],
    ["test errors that go back", withCurves({testError: [[4, 0.5], [2, 0.5]]}), /not in the order of their steps, at step 2/], // prettier-ignore
    [
      "a test error after the end",
      withCurves({testError: [[5, 0.5]]}),
      /test errors after step 5; it has 4 steps/
    ],
    ["text for a list", withCurves({trainingError: "0123"}), /no list of numbers/]
  ])("%s", (_, json, text) => {
    expect(textsOf(json)).toEqual([expect.stringMatching(text)]);
    expect(read(json).runs).toEqual([]);
  });

  test("JSON that was cut off", () => {
    const {runs, faults} = readResults(JSON.stringify(file).slice(0, -20), "cut.json");
    expect(runs).toEqual([]);
    expect(faults).toEqual([{file: "cut.json", texts: ["it is no JSON: it may have been cut off"]}]);
  });
});
