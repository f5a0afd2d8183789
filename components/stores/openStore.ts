import {createStore, type UseStore} from "idb-keyval";

/** Options of openStore. */
export interface OpenStoreOptions {
  /** How long the browser may take, in milliseconds. Defaults to 10,000. */
  patienceMs?: number;
}

/**
 * Returns a store of IndexedDB, which is opened at its first use, and anew after a fault. Its use rejects, in words for readers, if this
 * browser keeps nothing, has no room, or does not answer. After an answer that did not come it rejects at once, until it comes:
 * nobody waits twice for a browser that is stuck.
 */
export function openStore(
  database: string,
  name: string,
  {patienceMs = 10_000}: OpenStoreOptions = {}
): UseStore {
  let opened: UseStore | undefined;
  let unanswered = 0;

  function inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        unanswered++;
        const answered = () => void unanswered--;
        work.then(answered, answered);
        reject(new DOMException("", "TimeoutError"));
      }, patienceMs);
      work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  return async (mode, act) => {
    try {
      if (typeof indexedDB === "undefined") throw new DOMException("", "NotSupportedError");
      if (unanswered > 0) throw new DOMException("", "TimeoutError");
      return await inTime((opened ??= createStore(database, name))(mode, act));
    } catch (cause) {
      opened = undefined;
      throw new Error(reasonOf(cause), {cause});
    }
  };
}

/** What readers are told of faults that browsers have names for; their own words are for programmers. */
const reasons: Readonly<Record<string, string>> = {
  NotSupportedError: "it has no storage",
  TimeoutError: "its storage does not answer",
  QuotaExceededError: "its storage is full",
  SecurityError: "it refuses to store anything",
  InvalidStateError: "its storage was closed",
  AbortError: "its storage broke off",
  NotFoundError: "its storage is of another version of this course",
  VersionError: "its storage is of another version of this course"
};

/** Where a transaction was aborted, there may be no error at all. */
function reasonOf(error: unknown): string {
  const {name = "AbortError", message = ""} = (error ?? {}) as Partial<Error>;
  return reasons[name] ?? (message || "its storage is broken");
}
