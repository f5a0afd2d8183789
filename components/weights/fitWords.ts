import type {FitStatus} from "./fitWeights.js";

/** What each status is called, from what a reader must mend to what fits. */
export const fitWords: Readonly<Record<FitStatus, string>> = {
  otherShape: "other shape",
  otherType: "not of floats",
  missing: "missing",
  unexpected: "unexpected",
  fitted: "fits"
};
