import {createStore, setMany} from "idb-keyval";

/** One of the browser's stores as JSON: dates and arrays of 32-bit numbers are strings that say what they are. */
export interface RawStore {
  database: string;
  store: string;
  entries: [key: string, value: unknown][];
}

/** Puts into IndexedDB what a browser had kept there. */
export async function writeStore({database, store, entries}: RawStore): Promise<void> {
  const values = entries.map(([key, value]): [string, unknown] => [key, fromJson(value)]);
  await setMany(values, createStore(database, store));
}

function fromJson(value: unknown): unknown {
  if (typeof value !== "string") return mapped(value, fromJson);
  const [, type, text] = /^(date|float32):(.*)$/.exec(value) ?? [];
  if (type === "date") return new Date(text);
  if (type === "float32") return new Float32Array(Uint8Array.from(Buffer.from(text, "base64")).buffer);
  return value;
}

function mapped(value: unknown, f: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(f);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, f(part)]));
}
