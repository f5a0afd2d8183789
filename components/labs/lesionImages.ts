import type {RunSpec} from "../experiment/runSpec.js";

/** How many test images to measure on, about. */
const wanted = 512;

/** Returns how many test images a network without some of its blocks is measured on: whole batches of its *spec*'s. */
export function lesionImages({batch}: RunSpec): number {
  return Math.max(1, Math.round(wanted / batch)) * batch;
}
