import {createStore, del, get, set, type UseStore} from "idb-keyval";
import type {Checkpoint} from "../protocol/checkpoint.js";

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

/** Returns the runs kept for a page, or undefined if there are none or the browser keeps nothing. */
export async function savedSession(key: string): Promise<SavedSession | undefined> {
  try {
    return await get<SavedSession>(key, store());
  } catch {
    return undefined; // private windows may refuse: then there is nothing to offer
  }
}
