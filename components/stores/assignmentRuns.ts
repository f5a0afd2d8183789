import {createStore, get, set, type UseStore} from "idb-keyval";
import {type RunFile, toRunFile} from "../experiment/runFile.js";

let opened: UseStore | undefined;

/** Where they are kept in IndexedDB: a list for each assignment, by what identifies it. */
const store = () => (opened ??= createStore("residual-course-assignments", "runs"));

/** Keeps the *runs* of an assignment, in the place of those that were kept. Resolves to whether the browser has kept them. */
export async function keepAssignmentRuns(id: string, runs: readonly RunFile[]): Promise<boolean> {
  try {
    await set(id, runs, store());
    return true;
  } catch {
    return false; // full, or forbidden
  }
}

/** Returns the runs that are kept of an assignment: none if the browser keeps nothing; what is no run is left out. */
export async function assignmentRuns(id: string): Promise<RunFile[]> {
  try {
    const kept: unknown = await get(id, store());
    return Array.isArray(kept) ? kept.flatMap((run) => maybeRun(run) ?? []) : [];
  } catch {
    return []; // private windows may refuse
  }
}

function maybeRun(kept: unknown): RunFile | undefined {
  try {
    return toRunFile(kept);
  } catch {
    return undefined; // of another version
  }
}
