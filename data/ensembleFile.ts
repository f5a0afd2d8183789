import type {RunSpec} from "../components/experiment/runSpec.js";
import type {RecordedPlace} from "./recordedRuns.js";

/** Shares of images in a wrong class. */
export interface SplitErrors {
  training: number;
  test: number;
}

/** What `npm run record:ensemble` keeps. */
export interface EnsembleFile extends RecordedPlace {
  /** Of the members, and of the deep network beside them; seeds are those of the trials. */
  member: RunSpec;
  deep: RunSpec;
  /** Networks in an ensemble. */
  members: number;
  /** Images of each split. */
  images: number;
  trials: readonly {
    /** Of the deep network, and of the first member. */
    seed: number;
    /** The first member alone, all together, and the deep network. */
    alone: SplitErrors;
    together: SplitErrors;
    deep: SplitErrors;
  }[];
}
