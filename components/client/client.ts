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
import type {WeighedFile, WeightsRequest} from "../protocol/weights.js";
import {deathText} from "./deathText.js";
import {type AskOptions, createPendingAnswers} from "./pendingAnswers.js";
import {createRunEvents} from "./runEvents.js";
import type {WorkerLike} from "./workerLike.js";
import {createWorkerPool} from "./workerPool.js";

/** A run to start: anew, or from where a checkpoint left it. */
export interface StartRun {
  runId: string;
  spec: RunSpec;
  checkpoint?: Checkpoint;
}

/** Options of a start. */
export interface StartOptions {
  /** The backend to try before the others. Defaults to the order of backendNames. */
  backend?: BackendName;
  /** Defaults to "plan". */
  executor?: Executor;
  /** Under which key checkpoints are kept in the browser. Defaults to keeping none. */
  keep?: string;
  /** Whether to receive the state of each run when it is done or stopped. Defaults to false. */
  states?: boolean;
  /** The most workers to train on, where networks train on the processor. Defaults to one a core. */
  workers?: number;
  /** The most threads of a network, where it trains on the processor. Defaults to the cores that are left. */
  threads?: number;
}

/** Options of an analysis that finds rows of one kind. */
export interface AnalyseOptions<Name extends AnalysisName = AnalysisName> {
  /** Called after every measurement, up to ten times a second, with the rows that are new. */
  onProgress?: (progress: AnalysisProgress<AnalysisRows[Name]>) => void;
  /** Stops the analysis after the measurement in hand. */
  signal?: AbortSignal;
}

/** The page's end of the training workers. Must be terminated. */
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
  /** Keeps checkpoints now, where a start asked to keep any: the page may be about to go. */
  save(): void;
  /** Returns **perClass** training images of each class. */
  sample(dataset: DatasetSpec, perClass?: number): Promise<Sample>;
  /** Reads dropped CIFAR-10 files and keeps them in the browser. Rejects with what is wrong with them. */
  importCifar(files: Blob[]): Promise<{train: number; test: number}>;
  /**
   * Says what a file of weights is of and what fits, and what its network makes of an image, once no runs are under way. Nothing
   * in the file is run. Rejects with what is wrong with it, or if it was stopped by a start.
   */
  weigh(request: WeightsRequest): Promise<WeighedFile>;
  /**
   * Analyses a network, once no runs are under way. Rejects with what is wrong with the request, or if it was
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

/** Returns a client of a worker, or of what looks like one, that is created at the first request. Defaults to a pool. */
export function createTrainingClient(createWorker: () => WorkerLike = createWorkerPool): TrainingClient {
  let worker: WorkerLike | undefined;
  const answers = createPendingAnswers(request);
  const events = createRunEvents();

  function request(message: TrainerRequest): void {
    worker ??= connected(createWorker());
    worker.postMessage(message);
  }

  function connected(created: WorkerLike): WorkerLike {
    created.onmessage = ({data}) =>
      data.forEach((event) => ("requestId" in event ? answers.receive(event) : events.receive(event)));
    created.onerror = (event) => {
      created.terminate(); // the next request gets a new one: this one may never answer again
      worker = undefined;
      fail(new Error(deathText(event.message)));
    };
    return created;
  }

  function fail(error: Error): void {
    answers.fail(error);
    events.fail(error);
  }

  /** Before the first request there is nothing to control. */
  const control = (type: "pause" | "resume" | "step" | "stop" | "save" | "loseDevice") => () => {
    if (worker) request({type});
  };

  return {
    start(runs, {backend, executor, keep, states, workers, threads} = {}) {
      const toTrain = runs.filter(({checkpoint}) => !checkpoint?.ended);
      const started = events.start(toTrain.map(({runId}) => runId));
      request({type: "start", runs, backend, executor, keep, states, workers, threads});
      return started;
    },
    pause: control("pause"),
    resume: control("resume"),
    step: control("step"),
    stop: control("stop"),
    save: control("save"),
    async sample(dataset, perClass = 10) {
      const event = await answers.ask((requestId) => ({type: "sample", requestId, dataset, perClass}));
      return (event as Extract<TrainerEvent, {type: "sample"}>).sample;
    },
    async importCifar(files) {
      const event = await answers.ask((requestId) => ({type: "importCifar", requestId, files}));
      const {train, test} = event as Extract<TrainerEvent, {type: "imported"}>;
      return {train, test};
    },
    async weigh(request) {
      const event = await answers.ask((requestId) => ({type: "weigh", requestId, ...request}));
      return (event as Extract<TrainerEvent, {type: "weighed"}>).weighed;
    },
    async analyse<Request extends AnalysisRequest>(
      request: Request,
      options: AnalyseOptions<Request["analysis"]> = {}
    ) {
      if (options.signal?.aborted) throw new Error("the analysis was stopped");
      const event = await answers.ask(
        (requestId) => ({type: "analyse", requestId, ...request}),
        options as AskOptions
      );
      const {analysis} = event as Extract<TrainerEvent, {type: "analysed"}>;
      return analysis as Analysis<Request["analysis"]>;
    },
    loseDevice: control("loseDevice"),
    terminate() {
      worker?.terminate();
      worker = undefined;
      fail(new Error("the training worker was ended"));
    }
  };
}
