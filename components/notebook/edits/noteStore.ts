/** What notes of a page need of its storage. */
export type NoteStore = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const noStore: NoteStore = {length: 0, key: () => null, getItem: () => null, setItem() {}, removeItem() {}};

/**
 * Returns the storage of this browser. One that stores nothing for this site throws even where its storage is only named:
 * then nothing is noted.
 */
export function browserNotes(): NoteStore {
  try {
    return localStorage ? guarded(localStorage) : noStore;
  } catch {
    return noStore;
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
    get length() {
      return quietly(() => store.length) ?? 0;
    },
    key: (index) => quietly(() => store.key(index)),
    getItem: (key) => quietly(() => store.getItem(key)),
    setItem: (key, value) => void quietly(() => store.setItem(key, value)),
    removeItem: (key) => void quietly(() => store.removeItem(key))
  };
}
