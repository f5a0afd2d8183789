import type {ExperimentState} from "../client/runState.js";
import {type RunFile, toCurves} from "../experiment/runFile.js";
import {toNetwork} from "../experiment/runSpec.js";
import {parameterCount} from "../network/parameters.js";

/** What a state does not tell of its runs. */
export interface TrainedRunsOptions {
  /** When they ended. */
  date: Date;
  versions: Readonly<Record<string, string>>;
}

/** Returns the runs of a state that have taken a step, as `npm run record` writes them. */
export function trainedRuns({runs, place}: ExperimentState, {date, versions}: TrainedRunsOptions): RunFile[] {
  if (!place) return [];
  const {backend, device, wasmBuild} = place;
  return runs
    .filter(({points}) => points.length > 0)
    .map(({spec, points, status, executor}) => {
      const {expression, input} = toNetwork(spec);
      return {
        ...{spec, backend},
        ...(executor && {executor}),
        ...(executor === "plan" && wasmBuild && {wasmBuild}),
        ...{device, versions: {...versions}, date: date.toISOString()},
        parameters: parameterCount(expression, input),
        diverged: status === "diverged",
        curves: toCurves(points)
      };
    });
}
