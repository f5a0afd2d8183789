import type {RunSpec} from "../components/experiment/runSpec.js";
import type {StepMetrics} from "../components/experiment/stepMetrics.js";
import type {RecordedPlace} from "./recordedRuns.js";

/** A training, as far as a chart needs it. */
export interface ConstructedRun {
  spec: RunSpec;
  diverged: boolean;
  points: Pick<StepMetrics, "step" | "lossNats" | "trainingError" | "testError">[];
}

/** What `npm run record:constructed` keeps. */
export interface ConstructedFile extends RecordedPlace {
  /** The shallow network's trainings, a seed each. */
  shallow: ConstructedRun[];
  /** Those of the deep network that was made of each. */
  deep: ConstructedRun[];
  /** Shares of training images that the shallow network and the deep one got wrong before a step of the deep one, by seed. */
  before: {shallow: number; deep: number}[];
}
