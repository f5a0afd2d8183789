/** Under which key the notebook of the page at *path* is kept. */
export const storageKey = (path: string) => `notebook:${path}`;

/** Returns whether something is kept as the notebook of the page at *path*, if it can be read or not. */
export function isNotebookKept(path: string): boolean {
  try {
    return localStorage.getItem(storageKey(path)) !== null;
  } catch {
    return false; // storage is forbidden
  }
}
