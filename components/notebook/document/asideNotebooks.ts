import {storageKey} from "./notebookKey.js";
import {type KeptNotebook, maybeNotebook} from "./notebookStore.js";

// A student may have several assignments, and a notebook of their own. One is open; the others are put aside, each under a key
// of its own, and nothing of them is lost.

/** A notebook that is put aside. */
export interface AsideNotebook {
  title: string;
  /** Brings what is kept of it; undefined if it is no longer there. */
  load(): KeptNotebook | undefined;
}

/** What is needed of a browser's storage. */
export type AsideStore = Pick<Storage, "getItem" | "setItem" | "key" | "length">;

/** Puts *notebook* aside, in the place of what was there of the same assignment. Returns whether the browser has kept it. */
export function putAside(path: string, notebook: KeptNotebook, store?: AsideStore): boolean {
  try {
    (store ?? localStorage).setItem(asideKey(path, notebook.assignment?.id), JSON.stringify(notebook));
    return true;
  } catch {
    return false; // full, or forbidden
  }
}

/** Returns what is put aside of the assignment of this *id*; without one, of the reader's own notebook. */
export function notebookAside(path: string, id?: string, store?: AsideStore): KeptNotebook | undefined {
  try {
    return maybeNotebook((store ?? localStorage).getItem(asideKey(path, id)));
  } catch {
    return undefined;
  }
}

/** Returns all notebooks that are put aside but the one of *open*, which is on the page; the reader's own comes first. */
export function notebooksAside(
  path: string,
  open: Pick<KeptNotebook, "assignment">,
  store?: AsideStore
): AsideNotebook[] {
  const prefix = asideKey(path, "");
  return keysOf(store)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
    .filter((id) => id !== (open.assignment?.id ?? own))
    .sort((a, b) => Number(b === own) - Number(a === own))
    .flatMap((id) => {
      const load = () => notebookAside(path, id, store);
      const kept = load();
      return kept ? [{title: kept.title, load}] : [];
    });
}

/** What stands in the place of an assignment's identity, which is of hexadecimal digits. */
const own = "own";

const asideKey = (path: string, id = own) => `${storageKey(path)}#${id}`;

function keysOf(store?: AsideStore): string[] {
  try {
    const from = store ?? localStorage;
    return Array.from({length: from.length}, (_, i) => from.key(i)!);
  } catch {
    return [];
  }
}
