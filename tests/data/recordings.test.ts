import {readdirSync, readFileSync} from "node:fs";
import {dirname} from "node:path";
import {describe, expect, test} from "vitest";
import {type RunFile, toCurves} from "../../components/experiment/runFile.js";
import {type RunSpec, toRunSpec} from "../../components/experiment/runSpec.js";
import {recordingFault, sampleOf, seedsOf} from "../../data/checkRecordings.js";
import {recordedFiles, recordedRun} from "../../data/recordedFiles.js";
import {recordingsPage, tablePage} from "../../data/recordingsTable.js";
import {deviceText} from "../../data/recordSpecs.js";
import {runFileNames} from "../../data/runFileNames.js";

const files = recordedFiles();

test("every run of the list is recorded, of the spec that it is listed with, and none besides", () => {
  expect(files.filter((file) => !recordedRun(file)).map(({path}) => path)).toEqual([]);
  const listed = new Set(files.map(({path}) => path));
  const folders = new Set(files.map(({path}) => dirname(path)));
  const found = [...folders].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".json") && name.includes("seed"))
      .map((name) => `${folder}/${name}`)
  );
  expect(found.filter((path) => !listed.has(path))).toEqual([]);
});

test("the list of what is recorded is that of `npm run record:list`", () => {
  expect(readFileSync(tablePage, "utf8")).toBe(recordingsPage());
});

describe("runFileNames()", () => {
  const spec = (options: object) => toRunSpec({network: {name: "cifar-plain-20"}, ...options});

  test("tells apart what differs, and nothing else", () => {
    const warm = {optimizer: {learningRate: 0.01}, schedule: {warmupSteps: 100}, headInit: "zero"};
    expect(runFileNames([spec({}), spec(warm), spec({seed: 2})])).toEqual([
      "cifar-plain-20-shapes-16-seed-1.json",
      "cifar-plain-20-head-zero-rate-0.01-warm-up-100-shapes-16-seed-1.json",
      "cifar-plain-20-shapes-16-seed-2.json"
    ]);
  });

  test("refuses two of one name", () =>
    expect(() => runFileNames([spec({}), spec({steps: 300})])).toThrow("two runs would both be"));
});

describe("recordingFault()", () => {
  const spec: RunSpec = toRunSpec({network: {name: "cifar-plain-20"}, steps: 2});
  const run = (errors: number[], options: Partial<RunFile> = {}): RunFile => ({
    ...{spec, backend: "wasm", device: "processor", versions: {}, date: "", parameters: 1, diverged: false},
    curves: toCurves(errors.map((error, i) => ({step: i + 1, lossNats: error, trainingError: error}))),
    ...options
  });
  const here = {device: deviceText("processor")};

  test("on the same kind of machine tells the first step that differs", () => {
    const recorded = run([0.5, 0.4], here);
    expect(recordingFault(recorded, run([0.5, 0.4]), [recorded])).toBeUndefined();
    expect(recordingFault(recorded, run([0.5, 0.41]), [recorded])).toBe("differs from step 2 on");
  });

  test("on another machine, or by another build or version, tells what leaves the band of the seeds", () => {
    const seeds = [run([0.5, 0.4], {device: "elsewhere"}), run([0.5, 0.3], {device: "elsewhere"})];
    expect(recordingFault(seeds[0], run([0.5, 0.49]), seeds)).toBeUndefined();
    expect(recordingFault(seeds[0], run([0.5, 0.6]), seeds)).toBe("ends at 60.0 %, outside 20.0 % to 50.0 %");
    const exact = run([0.5, 0.4], here);
    expect(recordingFault(exact, run([0.5, 0.41], {wasmBuild: "relaxed"}), [exact])).toBeUndefined();
    expect(recordingFault(exact, run([0.5, 0.41], {versions: {course: "9.0.0"}}), [exact])).toBeUndefined();
  });
});

test("a sample has the runs that train soonest, one a spec; seedsOf() finds the others", () => {
  const sample = sampleOf(files, 3);
  expect(sample).toHaveLength(3);
  expect(new Set(sample.map(({spec}) => JSON.stringify({...spec, seed: 0}))).size).toBe(3);
  expect(seedsOf(sample[0], files).length).toBeGreaterThan(1);
});
