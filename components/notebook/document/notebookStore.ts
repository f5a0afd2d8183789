import type {Notebook, NotebookCell} from "./notebookMarkdown.js";

/** Under which key the notebook of the page at *path* is kept. */
export const storageKey = (path: string) => `notebook:${path}`;

/** A cell as it was left. */
export interface KeptCell extends NotebookCell {
  /** What ran last, if anything has: no other code runs by itself when the notebook is brought back. */
  ran?: string;
}

/** A notebook as it was left. */
export interface KeptNotebook extends Notebook {
  cells: readonly KeptCell[];
}

/** Returns the notebook kept for the page at *path*, if there is one that can be read. */
export function loadNotebook(path: string, store?: Pick<Storage, "getItem">): KeptNotebook | undefined {
  try {
    // Inside try: where storage is forbidden, even naming it throws.
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

function isNotebook(value: unknown): value is KeptNotebook {
  const {title, text, cells, ending = ""} = (value ?? {}) as Partial<Notebook>;
  const strings = [title, text, ending].every((part) => typeof part === "string");
  return strings && Array.isArray(cells) && cells.every(isCell);
}

function isCell(value: unknown): value is KeptCell {
  const {lang, source, title = "", text = "", ran = ""} = (value ?? {}) as Partial<KeptCell>;
  const strings = [source, title, text, ran].every((part) => typeof part === "string");
  return strings && (lang === "js" || lang === "ts");
}
