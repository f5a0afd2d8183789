import {readFileSync} from "node:fs";
import {relative} from "node:path";

/** What came of one of vitest's projects. */
export interface TestReport {
  passed: number;
  failed: number;
  files: TestFile[];
}

/** A file of tests, and how long they took; loading what it imports comes on top. */
export interface TestFile {
  path: string;
  ms: number;
}

/** The part of vitest's JSON that is read here. */
interface VitestJson {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {name: string; startTime: number; endTime: number}[];
}

/** Returns the report that vitest's JSON reporter wrote at *path*; an empty one if it wrote none. */
export function readReport(path: string): TestReport {
  let json: VitestJson;
  try {
    json = JSON.parse(readFileSync(path, "utf8")) as VitestJson;
  } catch {
    return {passed: 0, failed: 0, files: []};
  }
  const files = json.testResults.map(({name, startTime, endTime}) => ({
    path: relative(process.cwd(), name).replaceAll("\\", "/"),
    ms: endTime - startTime
  }));
  return {passed: json.numPassedTests, failed: json.numFailedTests, files};
}

/** Returns a line for each of the *count* files that took longest, and one for all others together. */
export function slowest(reports: readonly TestReport[], count = 20): string {
  const files = reports.flatMap(({files}) => files).sort((a, b) => b.ms - a.ms);
  const others = files.slice(count);
  const rest = {path: `${others.length} other files`, ms: others.reduce((sum, {ms}) => sum + ms, 0)};
  return [...files.slice(0, count), ...(others.length > 0 ? [rest] : [])].map(line).join("\n");
}

function line({path, ms}: TestFile): string {
  return `${(ms / 1000).toFixed(1).padStart(7)} s  ${path}`;
}
