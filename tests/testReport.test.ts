import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, test} from "vitest";
import {readReport, slowest} from "../scripts/testReport.js";

const folder = mkdtempSync(join(tmpdir(), "report-"));

afterAll(() => rmSync(folder, {recursive: true}));

test("readReport(path) has the counts and the time of each file", () => {
  const path = join(folder, "unit.json");
  const testResults = [{name: join(process.cwd(), "tests/a.test.ts"), startTime: 100, endTime: 350}];
  writeFileSync(path, JSON.stringify({numPassedTests: 3, numFailedTests: 1, testResults}));
  expect(readReport(path)).toEqual({passed: 3, failed: 1, files: [{path: "tests/a.test.ts", ms: 250}]});
});

test("readReport(path) is empty where vitest wrote nothing, or only half of it", () => {
  const path = join(folder, "half.json");
  writeFileSync(path, '{"numPassedTests": 3');
  for (const missing of [path, join(folder, "none.json")])
    expect(readReport(missing)).toEqual({passed: 0, failed: 0, files: []});
});

test("slowest(reports) is a line for each of the slowest files of all projects, and one for the others", () => {
  const report = (...files: [path: string, ms: number][]) => ({
    ...{passed: 0, failed: 0, files: files.map(([path, ms]) => ({path, ms}))}
  });
  const reports = [report(["a", 1_000], ["b", 62_340]), report(["c", 30_000], ["d", 500])];
  expect(slowest(reports, 2)).toBe("   62.3 s  b\n   30.0 s  c\n    1.5 s  2 other files");
  expect(slowest(reports).split("\n").length).toBe(4);
});
