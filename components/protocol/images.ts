import type {RunSpec} from "../experiment/runSpec.js";
/** A request that a data set be made ready and shown. */
export type DatasetSpec = RunSpec["dataset"];

/** Some images with their classes, for a contact sheet. */
export interface Sample {
  size: number;
  classes: readonly string[];
  /** `[count, size, size, 3]`, row after row of one class each. */
  pixels: Uint8Array<ArrayBuffer>;
  count: number;
}
