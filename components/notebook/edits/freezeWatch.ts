import {browserNotes, type NoteStore} from "./noteStore.js";

// Edited code can freeze its page: an endless loop in a library, a list of all numbers. The reader closes the page, and
// the saved edit must not freeze it again. So a note is stored while edited code runs, and only a page that still responds
// removes it. A lock, which the browser releases with the document, shows whether the writer of a note is alive, if busy.

/** What is needed of Web Locks. */
export interface DocumentLocks {
  request(name: string, callback: () => Promise<never>): Promise<unknown>;
  query(): Promise<{held?: {name?: string}[]; pending?: {name?: string}[]}>;
}

/** Knows whether edited code froze its page. Made by createFreezeWatch. */
export interface FreezeWatch {
  /** Whether the page was frozen when it was last left, here or in another tab. Never rejects. */
  readonly frozen: Promise<boolean>;
  /** Called when edited code begins to run: a note is kept from now on. */
  begin(): void;
  /** Called when no edited code runs any more, and by a page that the reader leaves normally. */
  end(): void;
}

/** Without locks, the note of a document that responds is renewed this often. */
const beatMs = 1_000;

/** Without locks, this long without a beat is a freeze. A cell may compute for 8 seconds before the loop guard stops it. */
const patienceMs = 12_000;

/** A frozen document that is reloaded may be held by the browser for a moment before it is gone. */
const dyingMs = 1_000;

/** Options of createFreezeWatch; all but the key have those of the browser as defaults. */
export interface FreezeWatchOptions {
  key: string;
  /** Tells this document from others that show the page. Defaults to a random one. */
  id?: string;
  /** Seen by all tabs. */
  store?: NoteStore;
  /** Null for a browser that has none. */
  locks?: DocumentLocks | null;
  now?: () => number;
}

/**
 * Returns a watch over the page *key*. The note of a document is at `key#id`, with the time of its last beat. Where nothing
 * can be stored, no edit is saved either, and none can freeze the page again.
 */
export function createFreezeWatch({
  key,
  id = newId(),
  store = browserNotes(),
  locks = pageLocks(),
  now = Date.now
}: FreezeWatchOptions): FreezeWatch {
  const own = `${key}#${id}`;
  let timer: ReturnType<typeof setInterval> | undefined;
  const note = () => store.setItem(own, String(now()));

  /** Returns the notes of other documents, each with its last beat. */
  function others(): Map<string, string> {
    const names = Array.from({length: store.length}, (_, i) => store.key(i) ?? "");
    const notes = names.filter((name) => name.startsWith(`${key}#`) && name !== own);
    return new Map(notes.map((name) => [name, store.getItem(name) ?? ""]));
  }

  async function findFrozen(): Promise<boolean> {
    const byBeats = () => deadByBeats(others(), store, now);
    const dead = await (locks ? deadByLocks(others, store, locks, own).catch(byBeats) : byBeats());
    for (const name of dead) store.removeItem(name);
    return dead.length > 0;
  }

  return {
    frozen: findFrozen(),
    begin() {
      note();
      timer ??= setInterval(note, beatMs);
    },
    end() {
      clearInterval(timer);
      timer = undefined;
      store.removeItem(own);
    }
  };
}

/** Holds this document's lock for its life, and returns the notes of documents that are gone. */
async function deadByLocks(
  notes: () => Map<string, string>,
  store: NoteStore,
  locks: DocumentLocks,
  own: string
): Promise<string[]> {
  await hold(locks, own);
  // A document has its lock before its note, and takes its note away before its lock ends.
  const silent = async (names: string[]) => {
    const {held = [], pending = []} = await locks.query();
    const living = new Set([...held, ...pending].map(({name}) => name));
    return names.filter((name) => !living.has(name) && store.getItem(name) !== null);
  };
  const names = [...notes().keys()];
  if (names.length === 0) return [];
  const dead = await silent(names);
  if (dead.length === names.length) return dead;
  await pause(dyingMs);
  return silent(names);
}

/** Resolves when this document has the lock *name*, which it never lets go. */
function hold(locks: DocumentLocks, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const forLife = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    locks.request(name, forLife).catch(reject);
  });
}

/** Returns those of *notes* that have had no beat for too long, and waits for one where it may still come. */
async function deadByBeats(
  notes: Map<string, string>,
  store: NoteStore,
  now: () => number
): Promise<string[]> {
  for (let waited = 0; ; waited += beatMs) {
    const silent = [...notes].filter(([name, beat]) => store.getItem(name) === beat);
    // A note that is no time counts as infinitely old; a time in the future, from before the clock was set, is not awaited.
    if (silent.every(([, beat]) => !(Math.max(now() - Number(beat), waited) <= patienceMs)))
      return silent.map(([name]) => name);
    await pause(beatMs);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A page that is not secure has no randomUUID. */
function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}

function pageLocks(): DocumentLocks | null {
  return (globalThis.navigator as Partial<Navigator> | undefined)?.locks ?? null;
}
