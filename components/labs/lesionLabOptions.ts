import type {SpecimenLabOptions} from "./analysisLab.js";
import type {LesionStatistics} from "./statisticsChooser.js";

/** Options of the laboratories that delete blocks. */
export interface LesionLabOptions extends SpecimenLabOptions {
  /** What normalizations go by. Defaults to "running". */
  statistics?: LesionStatistics;
}
