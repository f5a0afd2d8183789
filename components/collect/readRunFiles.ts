import {type RunFile, toPoints, toRunFile} from "../experiment/runFile.js";
import {invalid} from "../fields/fault.js";
import type {CollectedHandIn} from "./collectedHandIn.js";
import {type CollectedRun, curvesOf} from "./collectedRun.js";
import {type FileFault, fileFault, fileFaultOf} from "./fileFault.js";

/** What came of a file: the runs that can be used, and what is wrong with the others. */
export interface ReadResults {
  runs: CollectedRun[];
  faults: FileFault[];
  /** Curves of the course's own recorded runs, which are no results of a class. */
  recorded: number;
  /** What a student handed in, if the file is that. */
  handIn?: CollectedHandIn;
}

/** Returns the runs in the *text* of a run file, or of a list of them. A run with a fault costs no other. */
export function readRunFiles(text: string, file: string): ReadResults {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failed(file, "it is no JSON: it may have been cut off");
  }
  return readRuns(json, file);
}

/** Like readRunFiles, except that the text has been read as *json*. */
export function readRuns(json: unknown, file: string): ReadResults {
  if (!Array.isArray(json)) return joinedRuns([readRun(json, file)]);
  if (json.length === 0) return failed(file, "its list is empty; it must have a run at least");
  return joinedRuns(
    json.map((one: unknown, i) => readRun(one, file, json.length > 1 ? `run ${i + 1}` : undefined))
  );
}

function failed(file: string, text: string): ReadResults {
  return {runs: [], faults: [fileFault(file, [text])], recorded: 0};
}

/** Returns *results* of reading each run of a file, together. */
export function joinedRuns(results: readonly (CollectedRun | FileFault)[]): ReadResults {
  return {
    runs: results.filter((one): one is CollectedRun => "curves" in one),
    faults: results.filter((one): one is FileFault => "texts" in one),
    recorded: 0
  };
}

/** Returns a run by the *json* of a run file, or what is wrong with it, at its *place* in its file. Never throws. */
export function readRun(json: unknown, file: string, place?: string): CollectedRun | FileFault {
  try {
    const run = toRunFile(json);
    checkErrors(run);
    const {spec, diverged} = run;
    return {
      ...{file, run: `seed ${spec.seed}`, net: spec.network.name, seed: spec.seed, spec},
      diverged: diverged === true,
      curves: curvesOf(toPoints(run.curves))
    };
  } catch (error) {
    const fault = fileFaultOf(file, error);
    return place ? {...fault, texts: fault.texts.map((text) => `${place}: ${text}`)} : fault;
  }
}

/** Throws unless the errors are fractions, a step or more and no more than the spec's, test errors in the order of steps. */
function checkErrors({spec, curves: {trainingError, testError}}: RunFile): void {
  const taken = trainingError.length;
  if (taken < 1 || taken > spec.steps)
    throw invalid("number of steps in its curves", taken, "integer", {least: 1, most: spec.steps});
  const wrong = [...trainingError, ...testError.map(([, error]) => error)].find(
    (error) => !isFraction(error)
  );
  if (wrong !== undefined) throw invalid("error", wrong, "number", {least: 0, most: 1});
  const unordered = testError.find(([step], i) => i > 0 && step <= testError[i - 1][0]);
  if (unordered)
    throw new RangeError(
      `invalid run: its test errors are not in the order of their steps, at step ${unordered[0]}`
    );
}

function isFraction(error: unknown): boolean {
  return typeof error === "number" && error >= 0 && error <= 1; // in JSON, what is not finite is null
}
