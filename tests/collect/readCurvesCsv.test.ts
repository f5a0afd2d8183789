import {describe, expect, test} from "vitest";
import {errorRows} from "../../components/charts/errorRows.js";
import {errorCsv} from "../../components/charts/errorTable.js";
import {isCurvesCsv, readCurvesCsv} from "../../components/collect/readCurvesCsv.js";
import {csvOf} from "./results.js";

const head = "run,network,split,step,error";
const read = (text: string) => readCurvesCsv(text, "a.csv");
const textsOf = (text: string) => read(text).faults.flatMap(({texts}) => texts);

test("readCurvesCsv(text, file) reads what a figure downloads, and leaves out the course's recorded runs", () => {
  const points = [0.9, 0.5, 0.25].map((trainingError, i) => ({
    step: i + 1,
    trainingError,
    ...(i === 2 && {testError: 0.5})
  }));
  const rows = ["recorded run", "this run", "run 1, seed 7"].flatMap((run) =>
    errorRows(points, {run, net: "cifar-resnet-20"})
  );
  const {runs, faults, recorded} = read(errorCsv(rows));
  expect(faults).toEqual([]);
  expect(recorded).toBe(1);
  expect(runs.map(({run, net, seed}) => [run, net, seed])).toEqual([
    ["this run", "cifar-resnet-20", undefined],
    ["run 1, seed 7", "cifar-resnet-20", 7]
  ]);
  expect(runs[0].curves).toEqual({training: [[1, 0.9], [2, 0.7], [3, 0.55]], test: [[3, 0.5]]}); // prettier-ignore
});

test("readCurvesCsv(text, file) says that a table of recorded runs alone is none of a student's", () => {
  expect(textsOf(csvOf(["cifar-plain-8"], {run: "recorded run"}))).toEqual([
    expect.stringMatching(/recorded runs only; a run must be trained/)
  ]);
  expect(textsOf(`${head}\n`)).toEqual(["it has no rows"]);
});

test("readCurvesCsv(text, file) reads tables that went through a spreadsheet, in any order of columns and steps", () => {
  const rows = ["network;step;error;split;run", "n;2;0.5;training;r", "n;1;1;training;r", ";;;;"];
  for (const delimiter of [";", "\t"]) {
    const text = rows.map((row) => row.replaceAll(";", delimiter)).join("\r\n");
    expect(isCurvesCsv(text)).toBe(true);
    expect(read(text).runs[0].curves.training).toEqual([[1, 1], [2, 0.5]]); // prettier-ignore
  }
});

describe("readCurvesCsv(text, file) names what is wrong, and takes nothing of that table:", () => {
  test.each([
    [
      "a step of none",
      "r,n,training,,0.5",
      /^invalid step in row 3: none; it must be an integer from 1 to 100,000$/
    ],
    ["a huge step", "r,n,training,1e15,0.5", /^invalid step in row 3: 1e15; .* to 100,000$/],
    ["half a step", "r,n,training,1.5,0.5", /invalid step in row 3: 1.5/],
    ["a number in another notation", "r,n,training,0x10,0.5", /invalid step in row 3: 0x10/],
    ["NaN", "r,n,test,2,NaN", /^invalid error in row 3: NaN; it must be a number from 0 to 1$/],
    ["infinity", "r,n,test,2,Infinity", /invalid error in row 3: Infinity/],
    ["percent", "r,n,test,2,50", /invalid error in row 3: 50/],
    [
      "another split",
      "r,n,validation,2,0.5",
      /invalid split in row 3: validation; it must be training or test/
    ],
    ["no network", "r,,test,2,0.5", /invalid network in row 3: none; it must be 1 to 100 characters/],
    [
      "too long a name",
      `${"r".repeat(101)},n,test,2,0.5`,
      /invalid run in row 3: "r+…"; it must be 1 to 100/
    ],
    ["a name that turns text around", "r,n\u202e,test,2,0.5", /invalid network in row 3: "n\[U\+202E\]"/],
    ["a point twice", "r,n,training,1,0.5", /^two training errors of one run at step 1; /],
    ["too few columns", "r,n", /invalid split in row 3: none/]
  ])("%s", (_, line, text) => {
    const {runs, faults} = read(`${head}\nr,n,training,1,0.5\n${line}`);
    expect(runs).toEqual([]);
    expect(faults[0].texts[0]).toMatch(text);
  });

  test("of many faults the first are told, and the others counted", () => {
    const lines = Array.from({length: 50}, () => "r,n,training,x,0.5");
    expect(textsOf([head, ...lines].join("\n"))).toEqual([
      expect.stringMatching(/row 2/),
      expect.stringMatching(/row 3/),
      expect.stringMatching(/row 4/),
      "and 47 faults more"
    ]);
    const more = Array.from({length: 5000}, () => "r,n,training,x,0.5");
    expect(textsOf([head, ...more].join("\n")).at(-1)).toBe("100 faults or more");
  });
});

test("readCurvesCsv(text, file) reads a column of seeds, which must be some", () => {
  const withSeed = (seed: string) => read(`${head},seed\nthis run,n,test,1,0.5,${seed}`);
  expect(withSeed("12").runs[0].seed).toBe(12);
  expect(withSeed("").runs[0]).not.toHaveProperty("seed");
  expect(withSeed("-1").faults[0].texts[0]).toMatch(/^invalid seed in row 2: -1; /);
  expect(read(`${head}\nseed 99999999999,n,test,1,0.5`).runs[0]).not.toHaveProperty("seed");
});
