import {createStore, del, get, set, type UseStore} from "idb-keyval";
import {toRunSpec} from "../experiment/runSpec.js";
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
    const kept = await get<SavedSession>(key, store());
    return kept && {...kept, checkpoints: kept.checkpoints.map(withCurrentSpec)};
  } catch {
    return undefined; // private windows may refuse, and a spec of another course be unknown: there is nothing to offer
  }
}

/** What an earlier version of the course kept has the names of that version. */
function withCurrentSpec(checkpoint: Checkpoint): Checkpoint {
  return {...checkpoint, spec: toRunSpec(checkpoint.spec)};
}
