import type {RunSpec} from "../components/experiment/runSpec.js";
import type {Volume} from "../components/network/shapes.js";
import type {RecordedPlace} from "./recordedRuns.js";

/** What `npm run record:maps` keeps: the maps that a trained network makes of one test image. */
export interface MapsFile extends RecordedPlace {
  spec: RunSpec;
  /** The number of the test image. */
  shown: number;
  volume: Volume;
  /** The largest of all values; none is below 0. */
  most: number;
  /** `[height, width, channels]`: bytes, of which 255 is the largest value, in base64. */
  maps: string;
}
