import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {loadDataset} from "../components/dataset/datasets.js";
import {cifar10FromEnvironment} from "../components/dataset/nodeCifar.js";
import {backendNames} from "../components/experiment/backend.js";
import {executors} from "../components/experiment/executor.js";
import {networkIdentities} from "../components/experiment/netKeys.js";
import type {RunSpec} from "../components/experiment/runSpec.js";
import {networkFileName} from "../components/network/identity.js";
import type {TrainerEvent} from "../components/protocol/messages.js";
import {recordRuns} from "../components/worker/recorder.js";
import {openDawn} from "../scripts/dawn.js";
import {deviceText, readSpecs} from "./recordSpecs.js";

const usage = `npm run record -- SPEC.json [--seeds 1,2,3] [--backend wasm] [--executor plan|reference] [--out data/runs]

Trains what SPEC.json asks for (a run spec, or a list of them), once a seed, with the engine that the pages use, and
writes one run file a network and seed. For CIFAR-10, set CIFAR10 to the path of cifar-10-binary.tar.gz. With
--backend webgpu it trains on this machine's graphics card.`;

async function main(): Promise<void> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      seeds: {type: "string"},
      backend: {type: "string"},
      executor: {type: "string", default: "plan"},
      out: {type: "string", default: "data/runs"},
      help: {type: "boolean"}
    }
  });
  if (values.help) return console.log(usage);
  if (positionals.length !== 1) throw new Error(usage);
  const specs = readSpecs(positionals[0], values.seeds);
  const backend = choice("backend", values.backend, backendNames);
  if (backend?.startsWith("webgpu")) openDawn();
  const names = fileNames(specs);
  const runs = await recordRuns(specs, {
    backend,
    executor: choice("executor", values.executor, executors),
    dataset: (spec) => loadDataset(spec, {cifar10: cifar10FromEnvironment}),
    nextTask: () => new Promise((resolve) => setImmediate(resolve)),
    versions: {node: process.version, course: courseVersion()},
    onEvent: (event) => report(event, specs)
  });
  mkdirSync(values.out, {recursive: true});
  for (const [i, run] of runs.entries()) {
    const path = join(values.out, names[i]);
    writeFileSync(path, JSON.stringify({...run, device: deviceText(run.device)}) + "\n");
    console.log(`\nwrote ${path}`);
  }
}

function choice<T extends string>(
  name: string,
  value: string | undefined,
  choices: readonly T[]
): T | undefined {
  if (value === undefined || choices.includes(value as T)) return value as T | undefined;
  throw new Error(`invalid ${name}: ${value}; it must be one of ${choices.join(", ")}`);
}

/** `cifar-plain-20-shapes-16-seed-1.json`; what differs where several share a name comes after it. */
function fileNames(specs: readonly RunSpec[]): string[] {
  const nets = networkIdentities(specs.map(({network}) => network));
  const names = specs.map(({dataset, seed, initialisation, headInit}, i) => {
    const other = [
      ...(initialisation === "he" ? [] : [initialisation]),
      ...(headInit === "he" ? [] : [`head-${headInit}`])
    ];
    const parts = [networkFileName(nets[i]), ...other, dataset.name, dataset.size, "seed", seed];
    return `${parts.join("-")}.json`;
  });
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice) throw new Error(`two runs would both be ${twice}; record them into two folders`);
  return names;
}

function courseVersion(): string {
  const file = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as {version: string}).version;
}

function report(event: TrainerEvent, specs: RunSpec[]): void {
  if (event.type === "ready") console.log(`training on ${event.backend}: ${event.device}`);
  if (event.type === "diverged") console.log(`\nrun ${event.runId} diverged at step ${event.step}`);
  if (event.type !== "points") return;
  const {step, trainingError} = event.points[event.points.length - 1];
  const {network, seed, steps} = specs[Number(event.runId)];
  const text = `${network.name} seed ${seed}: step ${step} of ${steps}, training error ${(100 * trainingError).toFixed(1)} %`;
  process.stdout.write(process.stdout.isTTY ? `\r${text.padEnd(90)}` : step % 50 === 0 ? `${text}\n` : "");
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.exit(); // Dawn would keep the process alive
