import type {RunSpec} from "../components/experiment/runSpec.js";
import type {Volume} from "../components/network/shapes.js";
import type {RecordedPlace} from "./recordedRuns.js";

/** What `npm run record:image` keeps of one network and seed. */
export interface ImageFile extends RecordedPlace {
  spec: RunSpec;
  /** How many test images a measurement was of. */
  images: number;
  /** Steps taken before each measurement. */
  steps: number[];
  /** What was read: the stem, and the blocks. */
  parts: {part: string; volume: Volume}[];
  /** After each of **steps**. */
  measures: PartMeasures[];
  /** Absent but of the first seed. */
  pictures?: {
    /** Numbers of the test images whose maps are kept. */
    shown: number[];
    /** The parts whose maps are kept, by name. */
    mapped: string[];
    /** After each of **steps**: the maps of each image, part after part, as one, in base64. */
    maps: string[];
  };
}

/** What was measured of each part. */
export interface PartMeasures {
  readout: number[];
  noise: number[];
  rank: number[];
}
