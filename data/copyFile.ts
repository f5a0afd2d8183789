import type {CopyRecording} from "../components/labs/copying/copyRecording.js";
import type {copySetting} from "../components/labs/copying/copyTask.js";
import type {RecordedPlace} from "./recordedRuns.js";

/** What `npm run record:copies` keeps. */
export interface CopyFile extends RecordedPlace, Omit<CopyRecording, "caption"> {
  /** How each network was trained. */
  setting: typeof copySetting;
}
