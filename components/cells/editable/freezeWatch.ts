// Edited code can freeze its page: a loop without end in a library, a list of all numbers. The reader closes the page, and
// the saved edit must not freeze it again. So a note stays while edited code is at work, which only a page that still
// responds takes away.

/** What is needed of a page's storage. */
export type NoteStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Knows whether edited code froze its page. Made by createFreezeWatch. */
export interface FreezeWatch {
  /** Whether the page was frozen when it was last left, here or in another tab. Asked before `begin`. */
  readonly frozen: boolean;
  /** Called when edited code begins to run: notes are kept from now on. */
  begin(): void;
  /** Called when no edited code is at work any more, and by a page that is left as it should be. */
  end(): void;
}

/** The note of another tab that is still at work is renewed this often. */
const beatMs = 1000;

/** Options of createFreezeWatch; all have those of the browser as defaults. */
export interface FreezeWatchOptions {
  key: string;
  /** Ends with its tab. */
  ownTab?: NoteStore;
  /** Seen by all tabs. */
  allTabs?: NoteStore;
  now?: () => number;
}

/** Returns a watch over the page *key*. Where nothing can be stored, no edit is saved either, and none can freeze it again. */
export function createFreezeWatch({
  key,
  ownTab = storeOrNone(() => sessionStorage),
  allTabs = storeOrNone(() => localStorage),
  now = Date.now
}: FreezeWatchOptions): FreezeWatch {
  const beat = Number(allTabs.getItem(key) ?? NaN);
  const frozen = ownTab.getItem(key) !== null || now() - beat > 3 * beatMs;
  let timer: ReturnType<typeof setInterval> | undefined;
  const note = () => {
    ownTab.setItem(key, "1");
    allTabs.setItem(key, String(now()));
  };
  const forget = () => {
    ownTab.removeItem(key);
    allTabs.removeItem(key);
  };
  return {
    frozen,
    begin() {
      note();
      timer ??= setInterval(note, beatMs);
    },
    end() {
      clearInterval(timer);
      timer = undefined;
      forget();
    }
  };
}

/** A browser that keeps nothing for this site throws at the mention of its storage. */
function storeOrNone(store: () => Storage): NoteStore {
  try {
    return guarded(store());
  } catch {
    return {getItem: () => null, setItem() {}, removeItem() {}};
  }
}

/** Where a store is full or broken, the edit itself was not saved either. */
function guarded(store: Storage): NoteStore {
  const quietly = <T>(act: () => T): T | null => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  return {
    getItem: (key) => quietly(() => store.getItem(key)),
    setItem: (key, value) => void quietly(() => store.setItem(key, value)),
    removeItem: (key) => void quietly(() => store.removeItem(key))
  };
}
