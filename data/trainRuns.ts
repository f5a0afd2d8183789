import {readFileSync} from "node:fs";
import {loadDataset} from "../components/dataset/datasets.js";
import {cifar10FromEnvironment} from "../components/dataset/nodeCifar.js";
import type {BackendName} from "../components/experiment/backend.js";
import type {Executor} from "../components/experiment/executor.js";
import type {RunFile} from "../components/experiment/runFile.js";
import type {RunSpec} from "../components/experiment/runSpec.js";
import type {TrainerEvent} from "../components/protocol/messages.js";
import {recordRuns} from "../components/worker/recorder.js";
import {deviceText} from "./recordSpecs.js";

/** Trains *specs* together, tells how far they are, and returns their run files. */
export async function trainRuns(
  specs: readonly RunSpec[],
  {backend, executor}: {backend?: BackendName; executor?: Executor} = {}
): Promise<RunFile[]> {
  const runs = await recordRuns(specs, {
    ...{backend, executor},
    dataset: (spec) => loadDataset(spec, {cifar10: cifar10FromEnvironment}),
    nextTask: () => new Promise((resolve) => setImmediate(resolve)),
    versions: {node: process.version, course: courseVersion()},
    onEvent: (event) => report(event, specs)
  });
  return runs.map((run) => ({...run, device: deviceText(run.device)}));
}

/** Returns the version of this course. */
export function courseVersion(): string {
  const file = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as {version: string}).version;
}

function report(event: TrainerEvent, specs: readonly RunSpec[]): void {
  if (event.type === "diverged") console.log(`\nrun ${event.runId} diverged at step ${event.step}`);
  if (event.type !== "points") return;
  const {step, trainingError} = event.points[event.points.length - 1];
  const {network, seed, steps} = specs[Number(event.runId)];
  const text = `${network.name} seed ${seed}: step ${step} of ${steps}, training error ${(100 * trainingError).toFixed(1)} %`;
  process.stdout.write(process.stdout.isTTY ? `\r${text.padEnd(90)}` : step % 50 === 0 ? `${text}\n` : "");
}
