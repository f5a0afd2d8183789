import {type ChildProcess, spawn} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {readReport, slowest, type TestReport} from "./testReport.js";

// Runs every check, two at a time: what needs no build beside the build and what needs it. What a check says is shown
// when it ends. Stops at the first that fails, and ends with the slowest files and one line that counts vitest's tests; a
// check that fails without counting is one failure.

interface Step {
  name: string;
  command: string;
  args: string[];
  /** Where vitest writes what came of it. */
  report?: string;
}

const onWindows = process.platform === "win32";
const folder = mkdtempSync(join(tmpdir(), "course-test-"));
const beganMs = performance.now();
const reports: TestReport[] = [];
const running = new Set<ChildProcess>();
let failed: string | undefined;

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    stop();
    console.log(`\nstopped: ${signal}`);
    process.exit(1);
  });

const kernels = runInTurn([npm("WebAssembly", "wasm")]);
const style = runInTurn([npm("Style", "lint")]);
await kernels; // types and the build need them
await Promise.all([
  style.then(() => runInTurn([npm("Types", "typecheck"), vitest("Unit tests", "unit")])),
  runInTurn([npm("Build", "build"), vitest("Site tests", "site"), vitest("Browser tests", "browser")])
]);
rmSync(folder, {recursive: true, force: true});

const passes = reports.reduce((sum, {passed}) => sum + passed, 0);
const failures = reports.reduce((sum, {failed}) => sum + failed, 0);
if (reports.length > 0) console.log(`\n${heading("Slowest files")}\n${slowest(reports)}`);
if (failed) {
  console.log(`\nstopped: ${failed.toLowerCase()} failed`);
  process.exitCode = 1;
}
console.log(`\n${passes} passed, ${failed ? Math.max(1, failures) : failures} failed`);

function npm(name: string, script: string): Step {
  return {name, command: "npm", args: ["run", "--silent", script]};
}

function vitest(name: string, project: string): Step {
  const report = join(folder, `${project}.json`);
  const reporters = ["--reporter", "default", "--reporter", "json", `--outputFile.json=${report}`];
  return {name, command: "npx", args: ["vitest", "run", "--project", project, ...reporters], report};
}

/** Runs *steps* one after the other, until one of them or of those beside them fails. */
async function runInTurn(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (failed) return;
    const {ok, output} = await run(step);
    if (failed) return; // it was stopped
    console.log(`\n${heading(step.name)}\n${output.trimEnd()}`);
    const report = step.report ? readReport(step.report) : undefined;
    if (report) reports.push(report);
    if (ok && !report?.failed) continue;
    failed = step.name;
    stop();
  }
}

/** Stops what is running, with all that it has started. */
function stop(): void {
  for (const child of running) {
    if (onWindows) child.kill();
    else process.kill(-child.pid!);
  }
}

/** Resolves to what a step says, when it has ended. */
function run({name, command, args}: Step): Promise<{ok: boolean; output: string}> {
  console.log(`${elapsed()} ${name} …`);
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    shell: onWindows,
    detached: !onWindows // a group of its own, which can be stopped as one
  });
  running.add(child);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
  return new Promise((resolve) => {
    const end = (ok: boolean) => {
      running.delete(child);
      resolve({ok, output: output.join("")});
    };
    child.on("error", (error) => {
      output.push(error.message);
      end(false);
    });
    child.on("close", (status) => end(status === 0));
  });
}

function heading(name: string): string {
  return `── ${elapsed()} ${name} ${"─".repeat(64 - name.length)}`;
}

/** Minutes and seconds since the beginning. */
function elapsed(): string {
  const seconds = Math.round((performance.now() - beganMs) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, "0")}`;
}
