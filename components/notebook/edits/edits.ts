/** A cell as its reader has changed it. */
export interface Edit {
  /** The cell's key on its page. */
  key: string;
  /** The hash of the published code that was changed. */
  base: string;
  /** What the reader has written. */
  source: string;
  /** What ran last, where that is something else, or nothing: null. */
  ran?: string | null;
}

/** Where a page's edits are kept. */
const storageKey = (path: string) => `edited-cells:${path}`;

/** Returns the edits kept for the page at *path*; none if there are none, or none that can be read. */
export function loadEdits(path: string, store?: Pick<Storage, "getItem">): Edit[] {
  try {
    // Inside try: where storage is forbidden, even naming it throws.
    const list: unknown = JSON.parse((store ?? localStorage).getItem(storageKey(path)) ?? "[]");
    return Array.isArray(list) ? list.filter(isEdit) : [];
  } catch {
    return [];
  }
}

/** Keeps *edits*; returns whether the browser has kept them. */
export function saveEdits(
  path: string,
  edits: readonly Edit[],
  store?: Pick<Storage, "setItem" | "removeItem">
): boolean {
  try {
    if (edits.length === 0) (store ?? localStorage).removeItem(storageKey(path));
    else (store ?? localStorage).setItem(storageKey(path), JSON.stringify(edits));
    return true;
  } catch {
    return false; // full, or forbidden
  }
}

/** Returns whether a value from outside is an edit. */
export function isEdit(value: unknown): value is Edit {
  const {key, base, source, ran} = (value ?? {}) as Partial<Record<keyof Edit, unknown>>;
  return (
    [key, base, source].every((text) => typeof text === "string") &&
    (ran === undefined || ran === null || typeof ran === "string")
  );
}
