import * as tf from "@tensorflow/tfjs";
import type {Dataset} from "../dataset/images.js";
import type {BackendInfo, BackendName} from "../experiment/backend.js";
import type {Executor} from "../experiment/executor.js";
import {type RunFile, toCurves} from "../experiment/runFile.js";
import {type RunSpec, toNetwork} from "../experiment/runSpec.js";
import type {StepMetrics} from "../experiment/stepMetrics.js";
import {parameterCount} from "../network/parameters.js";
import type {TrainerEvent} from "../protocol/messages.js";
import {createEngine} from "./engine.js";

/** Options of recordRuns. */
export interface RecordOptions {
  backend?: BackendName;
  /** Defaults to "plan". */
  executor?: Executor;
  dataset: (spec: RunSpec["dataset"]) => Promise<Dataset>;
  nextTask: () => Promise<void>;
  /** Whether there is an event with the state of each run at its end. Defaults to false. */
  states?: boolean;
  /** Called with every event, to show progress. */
  onEvent?: (event: TrainerEvent) => void;
  /** Versions of what surrounds the engine, such as Node's. */
  versions: Record<string, string>;
}

/** Trains *specs* together, with the engine of the pages, and returns a run file for each. Rejects if one fails. */
export async function recordRuns(specs: readonly RunSpec[], options: RecordOptions): Promise<RunFile[]> {
  const {backend, dataset, nextTask, onEvent, states, versions} = options;
  const points = new Map<string, StepMetrics[]>(specs.map((_, i) => [String(i), []]));
  const executors = new Map<string, Executor>();
  const diverged = new Set<string>();
  const faults: string[] = [];
  let place: BackendInfo | undefined;
  const engine = createEngine({dataset, nextTask, emit});
  await engine.start({
    type: "start",
    runs: specs.map((spec, i) => ({runId: String(i), spec})),
    backend,
    executor: options.executor,
    states
  });
  if (backend && place && place.backend !== backend)
    faults.push(...place.failures.map(({backend, reason}) => `${backend}: ${reason}`));
  if (faults.length > 0 || !place) throw new Error(faults.join("\n") || "nothing was trained");
  const date = new Date().toISOString();
  return specs.map((spec, i) => {
    const {expression, input} = toNetwork(spec);
    const executor = executors.get(String(i));
    const {wasmBuild} = place!;
    return {
      spec,
      backend: place!.backend,
      executor,
      ...(executor === "plan" && wasmBuild && {wasmBuild}),
      device: place!.device,
      versions: {"@tensorflow/tfjs": tf.version_core, ...versions},
      date,
      parameters: parameterCount(expression, input),
      diverged: diverged.has(String(i)),
      curves: toCurves(points.get(String(i))!)
    };
  });

  function emit(event: TrainerEvent): void {
    if (event.type === "ready") place = event;
    if (event.type === "points") points.get(event.runId)!.push(...event.points);
    if (event.type === "prepared") executors.set(event.runId, event.executor);
    if (event.type === "diverged") diverged.add(event.runId);
    if (event.type === "failed" || event.type === "error") faults.push(event.message);
    onEvent?.(event);
  }
}
