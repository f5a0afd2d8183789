import type {ModelState} from "../experiment/modelState.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {StepMetrics} from "../experiment/stepMetrics.js";
/** A run stopped somewhere: all it takes to go on. */
export interface Checkpoint {
  runId: string;
  spec: RunSpec;
  /** Steps taken. */
  step: number;
  points: StepMetrics[];
  /** Whether the run is over, so that only its points are of use; its state is then empty. */
  ended: boolean;
  state: ModelState;
}
