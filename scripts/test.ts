import {spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

// Runs every check in order, stops at the first that fails, and ends with one line that counts vitest's tests. A check
// that fails without counting is one failure.

interface Counts {
  passed: number;
  failed: number;
}

const folder = mkdtempSync(join(tmpdir(), "course-test-"));
const counts: Counts = {passed: 0, failed: 0};

const steps: [name: string, run: () => boolean][] = [
  ["WebAssembly", () => npm("wasm")],
  ["Types", () => npm("typecheck")],
  ["Style", () => npm("lint")],
  ["Unit tests", () => vitest("unit")],
  ["Build", () => npm("build")],
  ["Site tests", () => vitest("site")],
  ["Browser tests", () => vitest("browser")]
];

const failed = steps.find(([name, run]) => {
  console.log(`\n── ${name} ${"─".repeat(70 - name.length)}`);
  return !run();
});
rmSync(folder, {recursive: true, force: true});
if (failed) {
  counts.failed = Math.max(1, counts.failed);
  console.log(`\nstopped: ${failed[0].toLowerCase()} failed`);
  process.exitCode = 1;
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);

function npm(script: string): boolean {
  return run("npm", ["run", "--silent", script]);
}

/** Runs one of vitest's projects, and adds up what it counted. */
function vitest(project: string): boolean {
  const report = join(folder, `${project}.json`);
  const ok = run("npx", [
    ...["vitest", "run", "--project", project, "--reporter", "default"],
    ...["--reporter", "json", `--outputFile.json=${report}`]
  ]);
  const {passed, failed} = readCounts(report);
  counts.passed += passed;
  counts.failed += failed;
  return ok && failed === 0;
}

function readCounts(report: string): Counts {
  try {
    const {numPassedTests, numFailedTests} = JSON.parse(readFileSync(report, "utf8"));
    return {passed: numPassedTests, failed: numFailedTests};
  } catch {
    return {passed: 0, failed: 0};
  }
}

function run(command: string, args: string[]): boolean {
  const {status} = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32"
  });
  return status === 0;
}
