/** A part of a browser's storage, in memory. */
export interface FakeStore {
  readonly values: Map<string, string>;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Returns a store that has *items*, and room for *most* letters. */
export function fakeStore(items: Record<string, string> = {}, {most = Infinity} = {}): FakeStore {
  const values = new Map(Object.entries(items));
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem(key, value) {
      if (value.length > most) throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      values.set(key, String(value));
    },
    removeItem: (key) => void values.delete(key)
  };
}

function forbid(): never {
  throw new DOMException("The operation is insecure.", "SecurityError");
}

/** A store that every call finds forbidden. */
export const brokenStore = {getItem: forbid, setItem: forbid, removeItem: forbid};
