import type {Notebook, NotebookCell} from "./notebookMarkdown.js";

const storageKey = (path: string) => `notebook:${path}`;

/** A notebook as it was left. */
export interface KeptNotebook extends Notebook {
  /** Whether none of its cells had run: then none does by itself when it is brought back. */
  waits?: boolean;
}

/** Returns the notebook kept for the page at *path*, if there is one that can be read. */
export function loadNotebook(path: string, store?: Pick<Storage, "getItem">): KeptNotebook | undefined {
  try {
    // Inside: where storage is forbidden, its mention throws.
    const notebook: unknown = JSON.parse((store ?? localStorage).getItem(storageKey(path)) ?? "null");
    return isNotebook(notebook) ? notebook : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps *notebook*; returns whether the browser has kept it. */
export function saveNotebook(
  path: string,
  notebook: KeptNotebook,
  store?: Pick<Storage, "setItem">
): boolean {
  try {
    (store ?? localStorage).setItem(storageKey(path), JSON.stringify(notebook));
    return true;
  } catch {
    return false; // full, or forbidden
  }
}

function isNotebook(value: unknown): value is Notebook {
  const {title, text, cells, ending = ""} = (value ?? {}) as Partial<Notebook>;
  const strings = [title, text, ending].every((part) => typeof part === "string");
  return strings && Array.isArray(cells) && cells.every(isCell);
}

function isCell(value: unknown): value is NotebookCell {
  const {lang, source, title = "", text = ""} = (value ?? {}) as Partial<NotebookCell>;
  const strings = [source, title, text].every((part) => typeof part === "string");
  return strings && (lang === "js" || lang === "ts");
}
