import {createStore, del, get, set, type UseStore} from "idb-keyval";
import type {Checkpoint} from "../protocol/checkpoint.js";
import {isTime} from "./isTime.js";
import {maybeCheckpoint} from "./maybeCheckpoint.js";

/** Runs that were under way, kept in the browser. */
export interface SavedSession {
  savedAt: Date;
  checkpoints: Checkpoint[];
}

let opened: UseStore | undefined;

/** Where runs are kept in IndexedDB, opened once. A *key* stands for a page. */
const store = () => (opened ??= createStore("residual-course-runs", "sessions"));

/** Keeps *checkpoints* in place of those kept before; none means that there is nothing to go on with. */
export async function saveSession(key: string, checkpoints: Checkpoint[]): Promise<void> {
  if (checkpoints.length === 0) await del(key, store());
  else await set(key, {savedAt: new Date(), checkpoints}, store());
}

/**
 * Returns the runs kept for a page, or undefined if there are none or the browser keeps nothing. One that cannot go on takes
 * the others with it: a figure is of all its networks.
 */
export async function savedSession(key: string): Promise<SavedSession | undefined> {
  try {
    return session(await get<unknown>(key, store()));
  } catch {
    return undefined; // private windows may refuse
  }
}

function session(kept: unknown): SavedSession | undefined {
  const {savedAt, checkpoints: list} = (kept ?? {}) as Partial<Record<keyof SavedSession, unknown>>;
  if (!isTime(savedAt) || !Array.isArray(list) || list.length === 0) return undefined;
  const checkpoints = list.map(maybeCheckpoint).filter((checkpoint) => checkpoint !== undefined);
  return checkpoints.length === list.length ? {savedAt, checkpoints} : undefined;
}
