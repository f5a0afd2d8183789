import {del, entries, set} from "idb-keyval";
import type {Checkpoint} from "../protocol/checkpoint.js";
import {isTime} from "./isTime.js";
import {maybeCheckpoint} from "./maybeCheckpoint.js";
import {openStore} from "./openStore.js";
import {tabId} from "./tabId.js";

/** Runs that were under way, kept in the browser. */
export interface SavedSession {
  savedAt: Date;
  checkpoints: Checkpoint[];
}

/** A session, and where it lies among those of its page. */
export interface FoundSession extends SavedSession {
  place: string;
}

/** Where runs are kept in IndexedDB: a page's, of each tab apart, since several may train at once. */
const store = openStore("residual-course-runs", "sessions");

/** The most sessions of a page, of tabs that are gone too; the oldest is dropped. */
const mostSessions = 4;

/** Where this tab keeps the session of a page. */
const placeOf = (key: string) => `${key}#${tabId()}`;

/** Keeps *checkpoints* in place of those that this tab kept before; none means that there is nothing to go on with. */
export async function saveSession(key: string, checkpoints: Checkpoint[]): Promise<void> {
  if (checkpoints.length === 0) await del(placeOf(key), store);
  else await set(placeOf(key), {savedAt: new Date(), checkpoints}, store);
}

/**
 * Returns the runs that this tab kept for a page, else the last that another has; undefined if there are none or the browser keeps
 * nothing. One that cannot go on takes the others with it: a figure is of all its networks.
 */
export async function savedSession(key: string): Promise<FoundSession | undefined> {
  try {
    const all = await entries<string, unknown>(store);
    const ofPage = all.filter(([place]) => place === key || place.startsWith(`${key}#`)); // the former was of all tabs
    const found = ofPage.flatMap(([place, kept]) => {
      const {savedAt, checkpoints} = session(kept) ?? {};
      return savedAt && checkpoints ? [{place, savedAt, checkpoints}] : [];
    });
    found.sort((a, b) => b.savedAt.getTime() - a.savedAt.getTime());
    for (const {place} of found.slice(mostSessions)) void forgetSession(place).catch(() => {});
    return found.find(({place}) => place === placeOf(key)) ?? found[0];
  } catch {
    return undefined; // private windows may refuse
  }
}

/** Forgets the session at a *place*. */
export async function forgetSession(place: string): Promise<void> {
  await del(place, store);
}

/** Makes a session that was found this tab's own, in one step: it is never in no place. */
export async function adoptSession(key: string, {place, savedAt, checkpoints}: FoundSession): Promise<void> {
  if (place === placeOf(key)) return;
  await store("readwrite", (sessions) => {
    sessions.put({savedAt, checkpoints}, placeOf(key));
    sessions.delete(place);
  });
}

function session(kept: unknown): SavedSession | undefined {
  const {savedAt, checkpoints: list} = (kept ?? {}) as Partial<Record<keyof SavedSession, unknown>>;
  if (!isTime(savedAt) || !Array.isArray(list) || list.length === 0) return undefined;
  const checkpoints = list.map(maybeCheckpoint).filter((checkpoint) => checkpoint !== undefined);
  return checkpoints.length === list.length ? {savedAt, checkpoints} : undefined;
}
