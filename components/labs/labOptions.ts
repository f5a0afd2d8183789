import type {LabRecording} from "../charts/labCurves.js";

/** Options of every laboratory. */
export interface LabOptions {
  /** Recorded runs of its networks. */
  recording: LabRecording;
  /** The promise of the cell that holds it; when it settles, the training ends. */
  invalidation?: Promise<unknown>;
}
