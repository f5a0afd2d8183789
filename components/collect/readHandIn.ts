import {toHandIn} from "../assignment/handIn.js";
import type {CollectedHandIn} from "./collectedHandIn.js";
import {fileFaultOf} from "./fileFault.js";
import {joinedRuns, type ReadResults, readRun} from "./readRunFiles.js";

/** Returns what a student handed in as *json*, and its runs. A run with a fault costs nothing else. */
export function readHandIn(json: unknown, file: string): ReadResults {
  try {
    const {runs, ...rest} = toHandIn(json);
    const read = joinedRuns(runs.map((run, i) => readRun(run, file, `run ${i + 1}`)));
    const handIn: CollectedHandIn = {...rest, file, runs: read.runs.length};
    return {...read, handIn};
  } catch (error) {
    return {runs: [], faults: [fileFaultOf(file, error)], recorded: 0};
  }
}
