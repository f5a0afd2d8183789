import type {Measured} from "../experiment/measured.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {ModelState} from "../model/modelState.js";
import type {FormChoice} from "../network/equivalentForms.js";
import type {FormResult} from "../worker/analysis/equivalence.js";
import type {GradientCorrelation} from "../worker/analysis/inputGradients.js";
import type {LesionWish} from "../worker/analysis/lesionPlan.js";
import type {Lesion} from "../worker/analysis/lesions.js";
import type {AnalysisProgress} from "../worker/analysis/measureEach.js";
import type {PathGradient, PathWish} from "../worker/analysis/pathGradients.js";
import type {ShuffleWish} from "../worker/analysis/shufflePlan.js";
import type {Shuffle} from "../worker/analysis/shuffles.js";
import type {StepTime} from "../worker/analysis/stepTimes.js";

/** A backend of tfjs, in the order in which they are tried. A WebGPU that runs on the processor is tried late. */
export type BackendName = "webgpu" | "wasm" | "webgl" | "webgpu-software" | "cpu";

/** The order of trial. */
export const backendNames: readonly BackendName[] = ["webgpu", "wasm", "webgl", "webgpu-software", "cpu"];

/**
 * How a network trains: by a plan, which is a fixed list of our own kernels, or on the reference path, operation by
 * operation in TensorFlow.js.
 */
export type TrainingPath = "plan" | "reference";

/** Both paths, the usual one first. */
export const trainingPaths: readonly TrainingPath[] = ["plan", "reference"];

/** Where a network trains. */
export interface BackendInfo {
  backend: BackendName;
  /** The device's own name, as far as the browser tells it. */
  device: string;
  /** Backends tried before this one, each with the reason why it is not used. */
  failures: {backend: BackendName; reason: string}[];
}

/** One training step: errors are fractions. */
export interface Point {
  /** Steps taken, from 1. */
  step: number;
  /** Mean cross-entropy of the step's batch, before the step. */
  lossNats: number;
  /** Share of the step's batch that was put in a wrong class. */
  trainingError: number;
  /** Share of the test images that were put in a wrong class, after the step, where it was measured. */
  testError?: number;
  /** What the network itself was like in this step, where it was measured. */
  measured?: Measured;
  /** The training error of the shallow network that was deepened after this step, and of the deep one it became. */
  deepened?: {shallowError: number; deepError: number};
}

/** How fast a run goes. */
export interface Pace {
  stepsPerSecond: number;
  imagesPerSecond: number;
  /** At this pace, with the other runs going on beside it. */
  secondsLeft: number;
}

/** A run stopped somewhere: all it takes to go on. */
export interface Checkpoint {
  runId: string;
  spec: RunSpec;
  /** Steps taken. */
  step: number;
  points: Point[];
  /** Whether the run is over, so that only its points are of use; its state is then empty. */
  ended: boolean;
  state: ModelState;
}

/** A request that a data set be made ready and shown. */
export type DatasetSpec = RunSpec["dataset"];

/** Some images with their classes, for a contact sheet. */
export interface Sample {
  size: number;
  classes: readonly string[];
  /** `[count, size, size, 3]`, row after row of one class each. */
  pixels: Uint8Array<ArrayBuffer>;
  count: number;
}

/** What each analysis finds: rows of one kind. */
export interface AnalysisRows {
  gradientCorrelations: GradientCorrelation;
  pathGradients: PathGradient;
  lesions: Lesion;
  shuffles: Shuffle;
  equivalence: FormResult;
  stepTimes: StepTime;
}

export type AnalysisName = keyof AnalysisRows;

/** A network that was trained by its spec, and what became of it. */
interface TrainedNetwork {
  spec: RunSpec;
  /** Parameters and running statistics; velocities may be missing. */
  state: ModelState;
  /** Chooses what is random. Defaults to the spec's. */
  seed?: number;
}

/** Where to analyse. */
interface AnalysisPlace {
  /** The backend to try before the others. */
  backend?: BackendName;
  /** Defaults to "plan". Correlations are always on the reference path. */
  path?: TrainingPath;
}

/** What to measure on. */
interface TestedOn {
  /** The first so many test images. Defaults to the spec's evaluationImages. */
  images?: number;
}

/** A ResNeXt block with random weights, which a seed chooses: by default 1. */
type SeededForms = FormChoice & {seed?: number};

/** What is to be found out: of a network as its spec initialises it, of a trained one, of a single block, or of several networks
 * side by side. */
export type AnalysisRequest = AnalysisPlace &
  (
    | {analysis: "gradientCorrelations"; spec: RunSpec}
    | ({analysis: "pathGradients"} & TrainedNetwork & PathWish)
    | ({analysis: "lesions"} & TrainedNetwork & TestedOn & LesionWish)
    | ({analysis: "shuffles"} & TrainedNetwork & TestedOn & ShuffleWish)
    | ({analysis: "equivalence"} & SeededForms)
    | {analysis: "stepTimes"; specs: readonly RunSpec[]}
  );

/** What was found out, and where. */
export interface Analysis<Name extends AnalysisName = AnalysisName> {
  place: BackendInfo;
  path: TrainingPath;
  rows: AnalysisRows[Name][];
}

/** What a page asks of the worker. */
export type TrainerRequest =
  | {
      type: "start";
      runs: {runId: string; spec: RunSpec; checkpoint?: Checkpoint}[];
      backend?: BackendName;
      /** Defaults to "plan". */
      path?: TrainingPath;
      keep?: string;
      /** Whether to tell the state of each run when it is done or stopped. Defaults to false. */
      states?: boolean;
    }
  | {type: "pause"}
  | {type: "resume"}
  /** Takes one step of every run, and pauses. */
  | {type: "step"}
  | {type: "stop"}
  | {type: "sample"; requestId: number; dataset: DatasetSpec; perClass: number}
  | {type: "importCifar"; requestId: number; files: Blob[]}
  /** Asks what a spec's network is like; no run may be under way. */
  | ({type: "analyse"; requestId: number} & AnalysisRequest)
  /** Stops an analysis after the measurement in hand: it is then refused. */
  | {type: "cancel"; requestId: number}
  /** Destroys the GPU device, as a crash of its driver would: for tests. */
  | {type: "loseDevice"};

/** What the worker tells. Every event of a run carries its runId. */
export type TrainerEvent =
  | ({type: "ready"} & BackendInfo)
  /** Something that takes a while before training: *done* of *total*. */
  | {type: "preparing"; what: string; done: number; total: number}
  /** A run's network is ready; *reason* says why it is not trained by a plan, where one was wanted. */
  | {type: "prepared"; runId: string; path: TrainingPath; reason?: string}
  | {type: "points"; runId: string; points: Point[]; pace: Pace}
  | {type: "paused" | "resumed"; runId: string; step: number}
  /** Parameters and running statistics of a run that is about to be told done or stopped, if states were asked for. */
  | {type: "state"; runId: string; step: number; state: ModelState}
  | {type: "done"; runId: string; step: number}
  | {type: "stopped"; runId: string; step: number}
  | {type: "diverged"; runId: string; step: number; learningRate: number}
  /** The device was lost; the run goes on from *step* on another one, told by the next "ready". */
  | {type: "restarted"; runId: string; step: number; reason: string}
  | {type: "checkpoint"; runId: string; step: number}
  /** The browser keeps no checkpoints: a reload would lose the runs. */
  | {type: "unsaved"; reason: string}
  | {type: "failed"; runId: string; message: string}
  | {type: "error"; message: string}
  | {type: "sample"; requestId: number; sample: Sample}
  | {type: "imported"; requestId: number; train: number; test: number}
  /** How far an analysis is, and the rows it has found since the last such event. */
  | ({type: "analysing"; requestId: number} & AnalysisProgress<AnalysisRows[AnalysisName]>)
  | {type: "analysed"; requestId: number; analysis: Analysis}
  | {type: "refused"; requestId: number; message: string};
