import type {RecordedBranches} from "../components/charts/branchRecording.js";
import type {RunSpec} from "../components/experiment/runSpec.js";
import type {RecordedPlace} from "./recordedRuns.js";

/** What `npm run record:branches` keeps. */
export interface BranchFile extends RecordedPlace {
  /** How the network was trained. */
  spec: RunSpec;
  /** Numbers of the test images that went through it. */
  shown: number[];
  blocks: RecordedBranches[];
}
