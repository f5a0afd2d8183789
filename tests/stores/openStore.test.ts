import {get, set} from "idb-keyval";
import {afterEach, expect, test, vi} from "vitest";
import {openStore} from "../../components/stores/openStore.js";

import "fake-indexeddb/auto";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

let databases = 0;
const open = (options = {}) => openStore(`store ${++databases}`, "values", options);

test("openStore(database, name) keeps and gives back", async () => {
  const store = open();
  await set("a", 1, store);
  expect(await get("a", store)).toBe(1);
});

test.each([
  ["SecurityError", "it refuses to store anything"],
  ["VersionError", "its storage is of another version of this course"],
  ["UnknownError", "the disk is gone"]
])("%s is told as: %s", async (name, words) => {
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("the disk is gone", name);
  });
  const failed = get("a", open());
  await expect(failed).rejects.toThrow(words);
  await expect(failed).rejects.toMatchObject({cause: {name}});
});

test("a browser without IndexedDB is said to have no storage", async () => {
  vi.stubGlobal("indexedDB", undefined);
  await expect(get("a", open())).rejects.toThrow("it has no storage");
});

test("a database without our store is of another version, and a full one is full", async () => {
  const request = indexedDB.open("of another version", 9);
  await new Promise((resolve) => (request.onsuccess = resolve));
  request.result.close();
  const words = "its storage is of another version of this course";
  await expect(get("a", openStore("of another version", "values"))).rejects.toThrow(words);
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("", "QuotaExceededError");
  });
  await expect(set("a", 1, open())).rejects.toThrow("its storage is full");
});

test("a transaction that breaks off without an error, or is closed, is told, and the next use opens anew", async () => {
  const store = open();
  await set("a", 1, store);
  const aborts = store("readwrite", (values) => {
    const {transaction} = values;
    const ended = new Promise((_, reject) => (transaction.onabort = () => reject(transaction.error)));
    transaction.abort();
    return ended;
  });
  await expect(aborts).rejects.toThrow("its storage broke off");
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementationOnce(() => {
    throw new DOMException("", "InvalidStateError");
  });
  await expect(get("a", store)).rejects.toThrow("its storage was closed");
  expect(await get("a", store)).toBe(1);
});

test("a browser that does not answer is waited for once, until it answers", async () => {
  vi.useFakeTimers({toFake: ["setTimeout", "clearTimeout"]});
  const store = open({patienceMs: 5_000});
  const answers: (() => void)[] = [];
  const opens = vi.spyOn(indexedDB, "open").mockImplementation(() => {
    const request = {} as IDBOpenDBRequest;
    answers.push(() => request.onerror!(new Event("error")));
    return request;
  });
  const words = "its storage does not answer";
  const first = expect(get("a", store)).rejects.toThrow(words);
  await vi.advanceTimersByTimeAsync(5_000);
  await first;
  await expect(get("a", store)).rejects.toThrow(words); // at once
  expect(opens).toHaveBeenCalledTimes(1);
  opens.mockRestore();
  answers[0]();
  await vi.advanceTimersByTimeAsync(0);
  await set("a", 2, store);
  expect(await get("a", store)).toBe(2);
});
