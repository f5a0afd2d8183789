import {mkdirSync, writeFileSync} from "node:fs";
import {basename, join} from "node:path";
import {parseArgs} from "node:util";
import {backendNames} from "../components/experiment/backend.js";
import {executors} from "../components/experiment/executor.js";
import {openDawn} from "../scripts/dawn.js";
import {recordingFault, sampleOf, seedsOf} from "./checkRecordings.js";
import {recordedFiles, recordedRun} from "./recordedFiles.js";
import {readSpecs} from "./recordSpecs.js";
import {runFileNames} from "./runFileNames.js";
import {trainRuns} from "./trainRuns.js";

const usage = `npm run record:all
npm run record -- SPEC.json [--seeds 1,2,3] [--backend wasm] [--executor plan|reference] [--out data/runs]
npm run record -- --check [--count 3]

The first records all runs that the pages show and that are not there yet (data/recordedSets.ts), on all cores; it can be stopped,
and goes on. The second trains what SPEC.json asks for (a run spec, or a list of them), once a seed, with the engine that the
pages use, and writes one run file a network and seed. The third trains a sample of what is recorded anew, and compares. For
CIFAR-10, set CIFAR10 to the path of cifar-10-binary.tar.gz. With --backend webgpu it trains on this machine's graphics card.`;

async function main(): Promise<void> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      seeds: {type: "string"},
      backend: {type: "string"},
      executor: {type: "string", default: "plan"},
      out: {type: "string", default: "data/runs"},
      check: {type: "boolean", default: false},
      count: {type: "string", default: "3"},
      help: {type: "boolean"}
    }
  });
  if (values.help) return console.log(usage);
  if (values.check) return check(Number(values.count));
  if (positionals.length !== 1) throw new Error(usage);
  const specs = readSpecs(positionals[0], values.seeds);
  const backend = choice("backend", values.backend, backendNames);
  if (backend?.startsWith("webgpu")) openDawn();
  const names = runFileNames(specs);
  const runs = await trainRuns(specs, {backend, executor: choice("executor", values.executor, executors)});
  mkdirSync(values.out, {recursive: true});
  for (const [i, run] of runs.entries()) {
    const path = join(values.out, names[i]);
    writeFileSync(path, `${JSON.stringify(run)}\n`);
    console.log(`\nwrote ${path}`);
  }
}

/** Trains *count* recorded runs anew. Throws if one does not come out as recorded. */
async function check(count: number): Promise<void> {
  if (!(count >= 1)) throw new Error(`invalid count: ${count}; it must be at least 1`);
  const files = recordedFiles();
  const faults: string[] = [];
  for (const file of sampleOf(files, count)) {
    const recorded = recordedRun(file);
    const name = basename(file.path);
    if (!recorded) {
      faults.push(`${name}: not recorded, or of another spec`);
      continue;
    }
    const [again] = await trainRuns([file.spec], {backend: recorded.backend, executor: recorded.executor});
    const fault = recordingFault(recorded, again, seedsOf(file, files));
    console.log(`\n${name}: ${fault ?? "as recorded"}`);
    if (fault) faults.push(`${name}: ${fault}`);
  }
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

function choice<T extends string>(
  name: string,
  value: string | undefined,
  choices: readonly T[]
): T | undefined {
  if (value === undefined || choices.includes(value as T)) return value as T | undefined;
  throw new Error(`invalid ${name}: ${value}; it must be one of ${choices.join(", ")}`);
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.exit(); // Dawn would keep the process alive
