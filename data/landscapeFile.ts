import type {PackedLandscape} from "../components/charts/packedLandscape.js";
import type {RunSpec} from "../components/experiment/runSpec.js";
import type {RecordedPlace} from "./recordedRuns.js";

/** What `npm run record:landscape` keeps of one network. */
export interface LandscapeFile extends RecordedPlace {
  spec: RunSpec;
  /** Around the first weights, from the widest to the narrowest. */
  first: PackedLandscape[];
  /** The same at ±0.02 with other seeds, in short: of some networks. */
  seeds: {seed: number; lowest: number; highest: number; pits: number}[];
  /** What became of it; absent if it was not trained. */
  trained?: {
    /** Around the trained weights. */
    around: PackedLandscape;
    /** Lowest and highest loss there by the running statistics of the trained weights. */
    running: [lowest: number, highest: number];
    /** On the line through the first and the trained weights, which are at −1 and 1. */
    line: PackedLandscape;
    /** In the plane of its path, of some networks. */
    plane?: PackedLandscape & {
      /** The share of the path's variance along each direction. */
      shares: [number, number];
      /** Where the kept states are in the plane, the first weights first; its edges are at −1 and 1. */
      path: [x: number, y: number][];
      /** Steps from one of them to the next. */
      every: number;
    };
  };
}
