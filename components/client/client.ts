import type {BackendName} from "../experiment/backend.js";
import type {Executor} from "../experiment/executor.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {
  Analysis,
  AnalysisName,
  AnalysisProgress,
  AnalysisRequest,
  AnalysisRows
} from "../protocol/analyses.js";
import type {Checkpoint} from "../protocol/checkpoint.js";
import type {DatasetSpec, Sample} from "../protocol/images.js";
import type {TrainerEvent, TrainerRequest} from "../protocol/messages.js";
import {errorFrom} from "../protocol/toldError.js";
import {createEventQueue, type EventQueue} from "./eventQueue.js";

/** The part of a Worker that a client uses, so that a test can give it a few lines instead. */
export interface WorkerLike {
  postMessage(request: TrainerRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<TrainerEvent[]>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** A run to start: anew, or from where a checkpoint left it. */
export interface StartRun {
  runId: string;
  spec: RunSpec;
  checkpoint?: Checkpoint;
}

/** Options of a start. */
export interface StartOptions {
  /** The backend to try before the others. Defaults to their own order. */
  backend?: BackendName;
  /** Defaults to "plan". */
  executor?: Executor;
  /** Under which key checkpoints are kept in the browser. Defaults to keeping none. */
  keep?: string;
  /** Whether to be told the state of each run when it is done or stopped. Defaults to false. */
  states?: boolean;
}

/** Options of an analysis that finds rows of one kind. */
export interface AnalyseOptions<Name extends AnalysisName = AnalysisName> {
  /** Called after every measurement, up to ten times a second, with the rows that are new. */
  onProgress?: (progress: AnalysisProgress<AnalysisRows[Name]>) => void;
  /** Stops the analysis after the measurement in hand. */
  signal?: AbortSignal;
}

/** The page's end of a training worker. Must be terminated. */
export interface TrainingClient {
  /**
   * Ends what is under way and trains *runs*, all at once. The events of these runs are yielded until all have ended;
   * events of earlier ones are dropped.
   */
  start(runs: StartRun[], options?: StartOptions): AsyncIterable<TrainerEvent>;
  pause(): void;
  resume(): void;
  /** Takes one step of every run, and pauses. */
  step(): void;
  stop(): void;
  /** Returns **perClass** training images of each class. */
  sample(dataset: DatasetSpec, perClass?: number): Promise<Sample>;
  /** Reads dropped CIFAR-10 files and keeps them in the browser. Rejects with what is wrong with them. */
  importCifar(files: Blob[]): Promise<{train: number; test: number}>;
  /**
   * Finds out what a network is like, once no runs are under way. Rejects with what is wrong with it, or if it was
   * stopped: by **signal**, or by a start.
   */
  analyse<Request extends AnalysisRequest>(
    request: Request,
    options?: AnalyseOptions<Request["analysis"]>
  ): Promise<Analysis<Request["analysis"]>>;
  /** Loses the graphics device on purpose, as a crash of its driver would. */
  loseDevice(): void;
  terminate(): void;
}

/** Returns a client of a worker that is created at the first request. */
export function createTrainingClient(createWorker: () => WorkerLike = trainingWorker): TrainingClient {
  let worker: WorkerLike | undefined;
  let current: {runIds: Set<string>; queue: EventQueue<TrainerEvent>} | undefined;
  const pending = new Map<number, Pending>();
  let requests = 0;

  function request(message: TrainerRequest): void {
    worker ??= connected(createWorker());
    worker.postMessage(message);
  }

  function connected(created: WorkerLike): WorkerLike {
    created.onmessage = ({data}) => data.forEach(receive);
    created.onerror = (event) => {
      created.terminate(); // the next request gets a new one: this one may never answer again
      worker = undefined;
      fail(new Error(event.message || "the training worker cannot be loaded"));
    };
    return created;
  }

  function receive(event: TrainerEvent): void {
    if ("requestId" in event) settle(event);
    else if (current) deliver(event, current);
  }

  function settle(event: Extract<TrainerEvent, {requestId: number}>): void {
    const waiting = pending.get(event.requestId);
    if (event.type === "analysing") return waiting?.onProgress?.(event);
    pending.delete(event.requestId);
    if (event.type === "refused") waiting?.reject(errorFrom(event));
    else waiting?.resolve(event);
  }

  function deliver(
    event: TrainerEvent,
    {runIds, queue}: {runIds: Set<string>; queue: EventQueue<TrainerEvent>}
  ): void {
    if ("runId" in event && !runIds.has(event.runId)) return; // of an earlier start
    queue.push(event);
    if (isEnd(event)) runIds.delete(event.runId);
    if (event.type === "error" || runIds.size === 0) queue.close();
  }

  function fail(error: Error): void {
    for (const {reject} of pending.values()) reject(error);
    pending.clear();
    current?.queue.push({type: "error", message: error.message});
    current?.queue.close();
    current = undefined;
  }

  /** Before anything was started there is nobody to tell. */
  function control(type: "pause" | "resume" | "step" | "stop" | "loseDevice"): void {
    if (worker) request({type});
  }

  function ask(
    message: (requestId: number) => TrainerRequest,
    {onProgress, signal}: Pick<Pending, "onProgress"> & {signal?: AbortSignal} = {}
  ): Promise<TrainerEvent> {
    const requestId = ++requests;
    const cancel = () => request({type: "cancel", requestId});
    const answer = new Promise<TrainerEvent>((resolve, reject) => {
      pending.set(requestId, {resolve, reject, onProgress});
      request(message(requestId));
      signal?.addEventListener("abort", cancel);
    });
    return answer.finally(() => signal?.removeEventListener("abort", cancel));
  }

  return {
    start(runs, {backend, executor, keep, states} = {}) {
      current?.queue.close();
      const queue = createEventQueue<TrainerEvent>();
      current = {
        runIds: new Set(runs.filter(({checkpoint}) => !checkpoint?.ended).map(({runId}) => runId)),
        queue
      };
      request({type: "start", runs, backend, executor, keep, states});
      return queue;
    },
    pause: () => control("pause"),
    resume: () => control("resume"),
    step: () => control("step"),
    stop: () => control("stop"),
    async sample(dataset, perClass = 10) {
      const event = await ask((requestId) => ({type: "sample", requestId, dataset, perClass}));
      return (event as Extract<TrainerEvent, {type: "sample"}>).sample;
    },
    async importCifar(files) {
      const event = await ask((requestId) => ({type: "importCifar", requestId, files}));
      const {train, test} = event as Extract<TrainerEvent, {type: "imported"}>;
      return {train, test};
    },
    async analyse<Request extends AnalysisRequest>(
      request: Request,
      {onProgress, signal}: AnalyseOptions<Request["analysis"]> = {}
    ) {
      if (signal?.aborted) throw new Error("the analysis was stopped");
      const event = await ask((requestId) => ({type: "analyse", requestId, ...request}), {
        onProgress: onProgress as Pending["onProgress"],
        signal
      });
      const {analysis} = event as Extract<TrainerEvent, {type: "analysed"}>;
      return analysis as Analysis<Request["analysis"]>;
    },
    loseDevice: () => control("loseDevice"),
    terminate() {
      worker?.terminate();
      worker = undefined;
      fail(new Error("the training worker was ended"));
    }
  };
}

/** Who waits for the answer to a request. */
interface Pending {
  resolve(event: TrainerEvent): void;
  reject(error: Error): void;
  onProgress?(progress: AnalysisProgress): void;
}

/** Returns whether a run gives no more events after this one. */
export function isEnd(
  event: TrainerEvent
): event is Extract<TrainerEvent, {type: "done" | "stopped" | "diverged" | "failed"}> {
  return ["done", "stopped", "diverged", "failed"].includes(event.type);
}

function trainingWorker(): WorkerLike {
  return new Worker(import.meta.resolve("../worker/worker.js"), {type: "module"});
}
