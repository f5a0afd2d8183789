import {spawn} from "node:child_process";
import {mkdirSync, writeFileSync} from "node:fs";
import {availableParallelism} from "node:os";
import {basename, dirname} from "node:path";
import {fileURLToPath} from "node:url";
import {recordedFiles, recordedRun} from "./recordedFiles.js";
import {trainRuns} from "./trainRuns.js";

// Records what the pages show and is not there yet, a process on each core. What was recorded stays if it is stopped.

const [share, shares] = (process.argv[2] ?? "").split("/").map(Number);
if (shares > 0) await recordShare(share, shares);
else {
  const missing = missingFiles().length;
  const processes = Math.min(missing, availableParallelism());
  console.log(missing > 0 ? `${missing} runs to record, in ${processes} processes` : "all runs are recorded");
  const codes = await Promise.all(
    Array.from({length: processes}, (_, i) => recordIn(`${i + 1}/${processes}`))
  );
  process.exitCode = Math.max(0, ...codes);
}
process.exit();

/** Trains every *shares*-th of the missing runs, one after the other. */
async function recordShare(share: number, shares: number): Promise<void> {
  for (const {spec, path} of missingFiles().filter((_, i) => i % shares === share - 1)) {
    const [run] = await trainRuns([spec], {backend: "wasm"});
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, `${JSON.stringify(run)}\n`);
    console.log(`\nwrote ${basename(path)}`);
  }
}

/** CIFAR-10 is nowhere but with who has it. */
function missingFiles() {
  return recordedFiles()
    .filter((file) => !recordedRun(file))
    .filter(({spec}) => spec.dataset.name !== "cifar10" || process.env.CIFAR10);
}

/** Starts a process for a share such as `1/2`. Resolves to its exit code. */
function recordIn(share: string): Promise<number> {
  const script = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [...process.execArgv, script, share], {stdio: "inherit"});
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}
