import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {
  createFreezeWatch,
  type DocumentLocks,
  type FreezeWatch,
  type FreezeWatchOptions
} from "../../../components/notebook/edits/freezeWatch.js";
import {brokenStore, fakeStore} from "../stubs/fakeStore.js";

const key = "editing:/a";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(globalThis, "localStorage");
});

/** A store whose keys can be listed. */
function listedStore(items: Record<string, string> = {}, options: {most?: number} = {}) {
  const store = fakeStore(items, options);
  return {
    ...store,
    get length() {
      return store.values.size;
    },
    key: (i: number) => [...store.values.keys()][i] ?? null
  };
}

/** A page of a browser, open in a tab. */
interface OpenDocument extends FreezeWatch {
  /** Takes the document away, with its lock; it notes nothing any more. */
  die(): void;
}

/** A browser: its documents share a store, and its locks, if it has them. */
function browser({hasLocks = true} = {}) {
  const store = listedStore();
  const held = new Set<string>();
  let documents = 0;
  return {
    store,
    held,
    open(options: Partial<FreezeWatchOptions> = {}): OpenDocument {
      let alive = true;
      const own = new Set<string>();
      const locks: DocumentLocks = {
        async request(name, callback) {
          await null;
          held.add(name);
          own.add(name);
          return callback();
        },
        query: async () => ({held: [...held].map((name) => ({name})), pending: []})
      };
      const watch = createFreezeWatch({
        key,
        id: String(++documents),
        store: {
          ...store,
          get length() {
            return store.length;
          },
          setItem: (name, value) => void (alive && store.setItem(name, value))
        },
        locks: hasLocks ? locks : null,
        ...options
      });
      const die = () => {
        alive = false;
        for (const name of own) held.delete(name);
      };
      return {...watch, die};
    }
  };
}

/** Returns what a document finds out, however long it waits. */
async function frozen(watch: FreezeWatch): Promise<boolean> {
  await vi.advanceTimersByTimeAsync(15_000);
  return watch.frozen;
}

/** Returns a document without a note before it that begins edited code. */
async function begun(document: OpenDocument): Promise<OpenDocument> {
  expect(await frozen(document)).toBe(false);
  document.begin();
  return document;
}

describe.each([{hasLocks: true}, {hasLocks: false}])("createFreezeWatch().frozen, %o,", ({hasLocks}) => {
  test("is false on a page that is opened for the first time", async () => {
    const {open, store} = browser({hasLocks});
    expect(await frozen(open())).toBe(false);
    expect(store.length).toBe(0);
  });

  test("is false after a page that ran edited code for long, and was left as it should be", async () => {
    const {open, store} = browser({hasLocks});
    const first = await begun(open());
    await vi.advanceTimersByTimeAsync(60_000);
    first.end();
    expect(store.length).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000); // no note comes after the end
    expect(store.length).toBe(0);
    first.die();
    expect(await frozen(open())).toBe(false);
  });

  test("is false while other documents are at work and respond, whose notes stay", async () => {
    const {open, store} = browser({hasLocks});
    const first = await begun(open());
    const second = await begun(open());
    expect(store.length).toBe(2);
    expect(await frozen(open())).toBe(false);
    expect(store.length).toBe(2);
    first.end();
    expect(await frozen(open())).toBe(false);
    second.end();
    expect(store.length).toBe(0);
  });

  test("is true after a document that froze and is gone, and once only", async () => {
    const {open, store} = browser({hasLocks});
    (await begun(open())).die();
    expect(await frozen(open())).toBe(true);
    expect(store.length).toBe(0);
    expect(await frozen(open())).toBe(false);
  });

  test("is true after one that froze though another lives, whose note stays", async () => {
    const {open, store} = browser({hasLocks});
    const first = await begun(open());
    const living = await begun(open());
    first.die();
    expect(await frozen(open())).toBe(true);
    expect([...store.values.keys()]).toEqual([`${key}#2`]);
    living.end();
  });

  test("is for its own page alone", async () => {
    const {open} = browser({hasLocks});
    (await begun(open())).die();
    expect(await frozen(open({key: "editing:/a/b"}))).toBe(false);
    expect(await frozen(open({key: "editing:/"}))).toBe(false);
    expect(await frozen(open())).toBe(true);
  });

  test("is true where a note is of no document, or has no time", async () => {
    for (const beat of ["0", "", "no number"]) {
      const {open, store} = browser({hasLocks});
      store.setItem(`${key}#x`, beat);
      const document = open();
      expect(await frozen(document)).toBe(true);
    }
  });

  test("asks for no note of its own", async () => {
    const {open} = browser({hasLocks});
    const document = open();
    document.begin();
    expect(await frozen(document)).toBe(false);
    document.end();
  });
});

describe("with locks", () => {
  test("a document that has long been busy is not frozen for another", async () => {
    const {open, store, held} = browser();
    store.setItem(`${key}#busy`, "0");
    held.add(`${key}#busy`);
    expect(await frozen(open())).toBe(false);
    expect(store.length).toBe(1);
  });

  test("a document that froze is known at once", async () => {
    const {open} = browser();
    (await begun(open())).die();
    const next = open();
    await vi.advanceTimersByTimeAsync(0);
    expect(await next.frozen).toBe(true);
  });

  test("a document that froze is found though it takes a moment to go", async () => {
    const {open, store, held} = browser();
    store.setItem(`${key}#dying`, "0");
    held.add(`${key}#dying`);
    const next = open();
    await vi.advanceTimersByTimeAsync(500);
    held.clear();
    expect(await frozen(next)).toBe(true);
  });

  test("a document that is left while another asks has not frozen", async () => {
    const {open, store} = browser();
    const first = await begun(open());
    const next = open();
    await vi.advanceTimersByTimeAsync(100);
    first.end();
    first.die();
    expect(await frozen(next)).toBe(false);
    expect(store.length).toBe(0);
  });

  test("that the browser refuses, beats tell", async () => {
    const forbid = () => Promise.reject(new DOMException("insecure", "SecurityError"));
    for (const locks of [
      {request: forbid, query: forbid},
      {request: (_: string, callback: () => Promise<never>) => callback(), query: forbid}
    ]) {
      const {open} = browser({hasLocks: false});
      const first = await begun(open({locks}));
      expect(await frozen(open({locks}))).toBe(false);
      first.die();
      expect(await frozen(open({locks}))).toBe(true);
    }
  });
});

describe("without locks", () => {
  test("a beat that is 12 seconds old may be that of a busy document", async () => {
    for (const [age, expected] of [
      [12_001, true],
      [12_000, undefined],
      [0, undefined]
    ] as const) {
      const {open, store} = browser({hasLocks: false});
      store.setItem(`${key}#x`, String(Date.now() - age));
      let found: boolean | undefined;
      void open().frozen.then((frozen) => (found = frozen));
      await vi.advanceTimersByTimeAsync(0);
      expect(found).toBe(expected);
      await vi.advanceTimersByTimeAsync(15_000);
      expect(found).toBe(true);
    }
  });

  test("a document that has been busy for 8 seconds is not frozen", async () => {
    const {open, store} = browser({hasLocks: false});
    store.setItem(`${key}#x`, String(Date.now()));
    const next = open();
    await vi.advanceTimersByTimeAsync(8_000);
    store.setItem(`${key}#x`, String(Date.now()));
    expect(await frozen(next)).toBe(false);
    expect(store.length).toBe(1);
  });

  test("a clock that was set back is waited for no longer", async () => {
    const {open, store} = browser({hasLocks: false});
    store.setItem(`${key}#x`, String(Date.now() + 1e9));
    expect(await frozen(open())).toBe(true);
  });

  test("the time is that of the watch's clock", async () => {
    const store = listedStore({[`${key}#x`]: "1000"});
    const watch = createFreezeWatch({key, store, locks: null, now: () => 13_001});
    await vi.advanceTimersByTimeAsync(0);
    expect(await watch.frozen).toBe(true);
  });
});

test("createFreezeWatch() keeps one note, however often edited code begins", async () => {
  const {open, store} = browser();
  const watch = await begun(open());
  for (let i = 0; i < 5; ++i) watch.begin();
  expect(vi.getTimerCount()).toBe(1);
  expect(store.length).toBe(1);
  watch.end();
  watch.end();
  expect(vi.getTimerCount()).toBe(0);
  watch.begin();
  expect(store.length).toBe(1);
  watch.end();
});

describe("createFreezeWatch() keeps quiet", () => {
  /** Puts *store* where pages find it. */
  function provide(store: () => unknown): void {
    Object.defineProperty(globalThis, "localStorage", {get: store, configurable: true});
  }

  async function beginAndEnd(): Promise<boolean> {
    const watch = createFreezeWatch({key, locks: null});
    watch.begin();
    await vi.advanceTimersByTimeAsync(5_000);
    watch.end();
    return watch.frozen;
  }

  test("where the mention of storage throws", async () => {
    provide(() => brokenStore.getItem());
    expect(await beginAndEnd()).toBe(false);
  });

  test("where there is no storage", async () => {
    expect(await beginAndEnd()).toBe(false);
  });

  test("where storage is full", async () => {
    const store = listedStore({}, {most: -1});
    provide(() => store);
    expect(await beginAndEnd()).toBe(false);
  });

  test("where storage is there and every call throws", async () => {
    const forbidden = {
      ...brokenStore,
      key: brokenStore.getItem,
      get length(): number {
        return brokenStore.getItem();
      }
    };
    provide(() => forbidden);
    expect(await beginAndEnd()).toBe(false);
  });
});
