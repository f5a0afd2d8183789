import type {Parts} from "../../program.js";
import {manyNumbers} from "./threads/worthSharing.js";

/**
 * How sums are cut on the processor: in as many parts whatever the number of threads, so that the numbers are the same.
 * Filter gradients are not cut, but their tiles shared out.
 */
export const wasmParts: Parts = {
  rows: (rows, channels) => (manyNumbers(rows * channels) ? Math.min(rows, 4) : 1),
  together: () => false,
  filter: () => 1,
  waiting: 1_000_000 // 4 MB
};
