import type {BackendInfo, BackendName} from "../experiment/backend.js";
import type {Executor} from "../experiment/executor.js";
import type {ModelState} from "../experiment/modelState.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {BlockForm, FormChoice} from "../network/equivalentForms.js";
import type {Volume} from "../network/shapes.js";
import type {ActivationsRequest, FilterRequest, FilterWeights, ReadActivation} from "./imageLook.js";
import type {GridPlace} from "./landscapeGrid.js";

/** One form of a ResNeXt block, beside form (c). */
export interface FormResult {
  form: BlockForm;
  /** Largest difference of an output from that of form (c), relative to the largest output. */
  outputDifference: number;
  /** The same of the gradient of the input, relative to the largest such gradient. */
  gradientDifference: number;
  /** Milliseconds of a forward and backward pass: the median of several. */
  ms: number;
  /** Calls of kernels in such a pass; undefined on the reference executor. */
  kernels?: number;
  executor: "plan" | "reference";
}

/** How alike a network's gradients are at two inputs. */
export interface GradientCorrelation {
  /** From one image towards another, as a share of the way. */
  distance: number;
  /** Mean cosine between the gradients at both ends, in [-1, 1]. */
  correlation: number;
}

/** How alike the gradient of a network's loss is where its weights are, and a distance away. */
export interface ReachPoint {
  /** Which of the random directions, from 0. */
  direction: number;
  /** As a share of each filter's norm. */
  distance: number;
  /** Of the angle between both gradients with respect to all parameters, in [-1, 1]. */
  cosine: number;
}

/** What a part of a network makes of images: how much of them is left in it. */
export interface PartFeatures {
  /** `stem`, or a block's name. */
  part: string;
  /** What it makes of one image. */
  volume: Volume;
  /** The share of held-out images that a linear readout of all its values puts in their class. */
  readout: number;
  /** How far noise on an image moves what it makes of it, beside the mean distance between two images. */
  noise: number;
  /** In how many directions what it makes of a batch differs: below the number of images. */
  rank: number;
  /** The mean of its channels for each image that was asked for, `[height · width]`, from darkest to brightest. */
  maps: Uint8Array[];
}

/** Of which images to read what a network's parts make, and what to do to them. */
export interface FeaturesRequest {
  /** Parameters and running statistics. Defaults to those that the spec begins with. */
  state?: ModelState;
  /** The first so many test images, in whole batches of the spec's, two at least. Defaults to 1024, or as many as there are. */
  images?: number;
  /** Test images of the first batch whose maps are wanted, by number. Defaults to none. */
  shown?: readonly number[];
  /** Standard deviation of the noise, in units of the pixels' own: above 0, and at most 10. Defaults to 0.05. */
  noise?: number;
}

/** What a network does on training images with its weights moved to a point of a grid. */
export interface LandscapePoint extends GridPlace {
  /** Mean cross-entropy. */
  lossNats: number;
  /** Share of the images that were put in a wrong class. */
  error: number;
}

/** Which weights to look at, and how closely. */
export interface LandscapeRequest {
  /** The weights in the middle: parameters and running statistics. Defaults to those that the spec begins with. */
  state?: ModelState;
  /**
   * One direction, for a line, or two for a plane: changes of weights by name. Or the seed of two random directions, each as
   * long as the weights, filter by filter. Defaults to the seed of the spec.
   */
  directions?: number | readonly ModelState[];
  /** Whether to go along the first direction alone. Defaults to false. */
  line?: boolean;
  /** How often each direction is gone, forwards and backwards: above 0, and at most 100. */
  range: number;
  /** Points a side of the finest grid, odd: from 3 to 129. Defaults to 17. */
  size?: number;
  /** What normalizations go by: the batch's own statistics, or the running ones of **state**. Defaults to "batch". */
  statistics?: "batch" | "running";
  /** Training images, in whole batches of the spec's: up to 10,000. Defaults to 256, or one batch if that is larger. */
  images?: number;
  /** The share of the points to measure: every *of*-th, from number *part* on. Defaults to all. */
  share?: {readonly part: number; readonly of: number};
}

/** Which blocks to delete together. Requests add up; the whole network always comes first. */
export interface LesionRequest {
  /** Sets of blocks by name. Defaults to none. */
  sets?: readonly (readonly string[])[];
  /** Whether to delete every block once, alone. Defaults to false. */
  each?: boolean;
  /** How many blocks to delete at random. Defaults to none. */
  counts?: readonly number[];
  /** Sets drawn for each of **counts**. Defaults to 10. */
  repeats?: number;
  /** Whether to delete all blocks at once. Defaults to false. */
  all?: boolean;
  /**
   * What normalizations go by: the running statistics of the whole network, or, in whole batches of the spec's, each batch's
   * own, as if they were taken anew without the blocks. Defaults to "running".
   */
  statistics?: "batch" | "running";
}

/** Blocks to delete together, and why these. */
export interface PlannedLesion {
  kind: "none" | "chosen" | "each" | "random" | "all";
  /** In the order of the network. */
  deleted: readonly string[];
}

/** What a network does on test images without some of its blocks. */
export interface Lesion extends PlannedLesion, TestResult {}

/** How far an analysis is, and what it has found since it last told. */
export interface AnalysisProgress<Row = unknown> {
  done: number;
  total: number;
  rows: Row[];
}

/** The gradient that one path carried from the loss of one batch to its images. */
export interface PathGradient {
  /** Residual functions that the path crosses. */
  length: number;
  /** ‖gradient‖ over the whole batch. */
  norm: number;
}

/** Which paths to measure. */
export interface PathRequest {
  /** Paths of each length. Defaults to 10; the paper has 1,000. */
  samples?: number;
  /** Defaults to all, from 0 to the number of blocks. */
  lengths?: readonly number[];
}

/** How often to swap blocks. */
export interface ShuffleRequest {
  /** Numbers of swaps, each of two random blocks of equal shape, one after the other. */
  swaps: readonly number[];
  /** Orders drawn for each of them. Defaults to 10. */
  repeats?: number;
}

/** An order of a network's blocks. */
export interface PlannedShuffle {
  swaps: number;
  /** Entry i is the number of the block that comes to the place of the i-th, both from 0. */
  order: readonly number[];
  /** How much is left of the order: see kendallTau. */
  tau: number;
}

/** What a network does on test images with its blocks in another order. */
export interface Shuffle extends PlannedShuffle, TestResult {}

/** How long a training step of one network takes. */
export interface StepTime {
  /** Which of the specs it is, from 0. */
  index: number;
  /** Milliseconds: the mean of the middle half of its steps. */
  ms: number;
  executor: Executor;
}

/** How a network does on test images. */
export interface TestResult {
  /** Mean cross-entropy. */
  lossNats: number;
  /** Share of the images that were put in a wrong class. */
  error: number;
}

/** What each analysis finds: rows of one kind. */
export interface AnalysisRows {
  activations: ReadActivation;
  filter: FilterWeights;
  gradientCorrelations: GradientCorrelation;
  gradientReach: ReachPoint;
  landscape: LandscapePoint;
  features: PartFeatures;
  pathGradients: PathGradient;
  lesions: Lesion;
  shuffles: Shuffle;
  equivalence: FormResult;
  stepTimes: StepTime;
}

export type AnalysisName = keyof AnalysisRows;

/** A network that was trained by its spec, and what became of it. */
export interface TrainedSubject {
  spec: RunSpec;
  /** Parameters and running statistics; velocities may be missing. */
  state: ModelState;
  /** Chooses what is random. Defaults to the spec's. */
  seed?: number;
}

/** Where to analyse. */
export interface AnalysisPlace {
  /** The backend to try before the others. */
  backend?: BackendName;
  /** Defaults to "plan". Correlations are always on the reference executor. */
  executor?: Executor;
}

/** What to measure on. */
export interface TestedOn {
  /** The first so many test images. Defaults to the spec's evaluationImages. */
  images?: number;
}

/** A ResNeXt block with random weights, which a seed chooses: by default 1. */
export type SeededForms = FormChoice & {seed?: number};

/** What is to be found out: of a network as its spec initialises it, of a trained one, of a single block, or of several networks
 * side by side. */
export type AnalysisRequest = AnalysisPlace &
  (
    | ({analysis: "activations"} & ActivationsRequest)
    | ({analysis: "filter"} & FilterRequest)
    | {analysis: "gradientCorrelations"; spec: RunSpec}
    | {analysis: "gradientReach"; spec: RunSpec; directions?: number}
    | ({analysis: "landscape"; spec: RunSpec} & LandscapeRequest)
    | ({analysis: "features"; spec: RunSpec} & FeaturesRequest)
    | ({analysis: "pathGradients"} & TrainedSubject & PathRequest)
    | ({analysis: "lesions"} & TrainedSubject & TestedOn & LesionRequest)
    | ({analysis: "shuffles"} & TrainedSubject & TestedOn & ShuffleRequest)
    | ({analysis: "equivalence"} & SeededForms)
    | {analysis: "stepTimes"; specs: readonly RunSpec[]}
  );

/** What was found out, and where. */
export interface Analysis<Name extends AnalysisName = AnalysisName> {
  place: BackendInfo;
  executor: Executor;
  rows: AnalysisRows[Name][];
}
