import type {LabCurve} from "../components/charts/labCurves.js";
import {labRecording} from "./labRecording.js";

/** Where runs of several specs ended, without their curves. */
export interface EndsRecording {
  curves: Pick<LabCurve, "net" | "spec" | "ends">[];
  /** What was recorded, in words. */
  caption: string;
}

/** Returns where the runs in a *folder* below `data/runs/labs` ended. */
export function endsRecording(folder: string): EndsRecording {
  const {curves, caption} = labRecording(folder);
  return {curves: curves.map(({net, spec, ends}) => ({net, spec, ends})), caption};
}
