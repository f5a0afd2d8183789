import type {BackendInfo, BackendName} from "../experiment/backend.js";
import type {Executor} from "../experiment/executor.js";
import type {ModelState} from "../experiment/modelState.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {Pace, StepMetrics} from "../experiment/stepMetrics.js";
import type {Analysis, AnalysisName, AnalysisProgress, AnalysisRequest, AnalysisRows} from "./analyses.js";
import type {Checkpoint} from "./checkpoint.js";
import type {DatasetSpec, Sample} from "./images.js";
import type {Together} from "./together.js";
import type {ToldError} from "./toldError.js";
import type {WeighedFile, WeightsRequest} from "./weights.js";

/** What a page asks of the workers. */
export type TrainerRequest =
  | {
      type: "start";
      runs: {runId: string; spec: RunSpec; checkpoint?: Checkpoint}[];
      backend?: BackendName;
      /** Defaults to "plan". */
      executor?: Executor;
      /** Under which key the pool of workers keeps checkpoints in the browser. Defaults to keeping none. */
      keep?: string;
      /** Whether to tell the state of each run when it is done or stopped. Defaults to false. */
      states?: boolean;
      /** The most workers of the pool to train on. Defaults to one a core. */
      workers?: number;
      /** The most threads of a network; to a worker, how many it is to use. Defaults to the cores that are left, or 1. */
      threads?: number;
      /** Given by the pool, if other workers train runs of the same start. */
      together?: Together;
    }
  /** Ends what is under way and opens the backend, so that the pool knows how many workers can use it. */
  | {type: "open"; number: number; backend?: BackendName}
  /** The checkpoints of this number have been kept. */
  | {type: "kept"; number: number}
  /** The worker gives its images to another one, which asks for them on the port. */
  | {type: "giveImages"; port: MessagePort}
  /** The worker gets its images from another one instead of making them. */
  | {type: "takeImages"; port: MessagePort}
  | {type: "pause"}
  | {type: "resume"}
  /** Takes one step of every run, and pauses. */
  | {type: "step"}
  | {type: "stop"}
  /** Keeps checkpoints now: the page may be about to go. */
  | {type: "save"}
  | {type: "sample"; requestId: number; dataset: DatasetSpec; perClass: number}
  | {type: "importCifar"; requestId: number; files: Blob[]}
  /** Asks what a file of weights is of, and what its network makes of an image; no run may be under way. */
  | ({type: "weigh"; requestId: number} & WeightsRequest)
  /** Asks what a spec's network is like; no run may be under way. */
  | ({type: "analyse"; requestId: number} & AnalysisRequest)
  /** Stops an analysis after the measurement in hand: it is then refused. */
  | {type: "cancel"; requestId: number}
  /** Destroys the GPU device, as a crash of its driver would: for tests. */
  | {type: "loseDevice"};

/** What can be asked of runs that are under way. */
export type RunControl = "pause" | "resume" | "step" | "stop";

/** A request to train. */
export type StartRequest = Extract<TrainerRequest, {type: "start"}>;

/** What a worker tells. Every event of a run carries its runId. */
export type TrainerEvent =
  | ({type: "ready"} & BackendInfo)
  /** Answers "open". */
  | {type: "opened"; number: number; backend: BackendName}
  /** Checkpoints of all runs of the worker, to be kept; none if all have ended. It waits until it is told "kept". */
  | {type: "checkpoints"; number: number; checkpoints: Checkpoint[]}
  /** More workers, or threads a network, were asked for than there are *cores*, and so many can work side by side. */
  | {type: "limited"; workers?: number; threads?: number; cores: number}
  /** Something that takes a while before training: *done* of *total*. */
  | {type: "preparing"; what: string; done: number; total: number}
  /** A run's network is ready, on one of the executors. */
  | {type: "prepared"; runId: string; executor: Executor}
  | {type: "points"; runId: string; points: StepMetrics[]; pace: Pace}
  | {type: "paused" | "resumed"; runId: string; step: number}
  /** Parameters and running statistics of a run that is about to be told done or stopped, if states were asked for. */
  | {type: "state"; runId: string; step: number; state: ModelState}
  | {type: "done"; runId: string; step: number}
  | {type: "stopped"; runId: string; step: number}
  | {type: "diverged"; runId: string; step: number; learningRate: number}
  /** The device was lost, or the worker died; the run goes on from *step* on another one. */
  | {type: "restarted"; runId: string; step: number; reason: string}
  | {type: "checkpoint"; runId: string; step: number}
  /** The browser keeps no checkpoints: a reload would lose the runs. */
  | {type: "unsaved"; reason: string}
  | ({type: "failed"; runId: string} & ToldError)
  | ({type: "error"} & ToldError)
  | {type: "sample"; requestId: number; sample: Sample}
  | {type: "imported"; requestId: number; train: number; test: number}
  | {type: "weighed"; requestId: number; weighed: WeighedFile}
  /** How far an analysis is, and the rows it has found since the last such event. */
  | ({type: "analysing"; requestId: number} & AnalysisProgress<AnalysisRows[AnalysisName]>)
  | {type: "analysed"; requestId: number; analysis: Analysis}
  | ({type: "refused"; requestId: number} & ToldError);
