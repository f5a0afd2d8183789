import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import type {ExperimentState, RunState} from "../../components/client/runState.js";
import {toRunFile} from "../../components/experiment/runFile.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {trainedRuns} from "../../components/panels/trainedRuns.js";

const recorded = JSON.parse(
  readFileSync("data/runs/cifar-plain-20-head-zero-shapes-16-seed-1.json", "utf8")
) as Record<string, unknown>;

const spec = toRunSpec({network: {name: "cifar-plain-20"}, headInit: "zero", seed: 3, steps: 2});
const run: RunState = {
  runId: "1.0",
  spec,
  status: "done",
  executor: "plan",
  points: [
    {step: 1, lossNats: 2.3, trainingError: 0.9},
    {step: 2, lossNats: NaN, trainingError: 0.5, testError: 0.6}
  ]
};
const state: ExperimentState = {
  runs: [run, {...run, runId: "1.1", points: []}],
  place: {backend: "wasm", device: "processor", wasmBuild: "relaxed", failures: []},
  notes: []
};
const options = {date: new Date(0), versions: {course: "1"}};

test("trainedRuns(state) are run files as they are recorded, of the runs that have taken a step", () => {
  const [file, ...others] = trainedRuns(state, options);
  expect(others).toEqual([]);
  const {parameters, date, ...rest} = file;
  expect(Object.keys(file).sort()).toEqual(Object.keys(recorded).sort());
  expect(parameters).toBe(recorded.parameters);
  expect(date).toBe("1970-01-01T00:00:00.000Z");
  expect(rest).toMatchObject({
    spec,
    backend: "wasm",
    executor: "plan",
    wasmBuild: "relaxed",
    diverged: false
  });
  const read = toRunFile(JSON.parse(JSON.stringify(file)));
  expect(read.spec).toEqual(spec);
  expect(read.curves).toEqual({lossNats: [2.3, null], trainingError: [0.9, 0.5], testError: [[2, 0.6]]});
});

test("trainedRuns(state) name the build of the kernels only where a plan used them, and say what diverged", () => {
  const [file] = trainedRuns(
    {...state, runs: [{...run, executor: "reference", status: "diverged"}]},
    options
  );
  expect([file.executor, file.wasmBuild, file.diverged]).toEqual(["reference", undefined, true]);
  expect(trainedRuns({...state, place: undefined}, options)).toEqual([]);
});
