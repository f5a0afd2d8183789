import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {createFreezeWatch, type FreezeWatch} from "../../../components/cells/editable/freezeWatch.js";
import {brokenStore, type FakeStore, fakeStore} from "./stubs/fakeStore.js";

const key = "editing:/a";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(globalThis, "localStorage");
  Reflect.deleteProperty(globalThis, "sessionStorage");
});

/** A browser: its tabs share one store, and each has one of its own. */
function browser() {
  const allTabs = fakeStore();
  return {
    allTabs,
    tab: () => fakeStore(),
    open: (ownTab: FakeStore) => createFreezeWatch({key, ownTab, allTabs})
  };
}

/** Lets time pass for a page that responds no more: its timers do not run, and nothing takes its note away. */
function freeze(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

/** A page without a note begins edited code. */
function begun(watch: FreezeWatch): FreezeWatch {
  expect(watch.frozen).toBe(false);
  watch.begin();
  return watch;
}

describe("createFreezeWatch().frozen is false", () => {
  test("on a page that is opened for the first time", () => {
    const {open, tab, allTabs} = browser();
    expect(open(tab()).frozen).toBe(false);
    expect(allTabs.values.size).toBe(0);
  });

  test("after a page that ran edited code for long, and was left as it should be", () => {
    const {open, tab, allTabs} = browser();
    const own = tab();
    const watch = begun(open(own));
    vi.advanceTimersByTime(60_000);
    watch.end();
    expect([own.values.size, allTabs.values.size]).toEqual([0, 0]);
    vi.advanceTimersByTime(60_000); // no note comes after the end
    expect([own.values.size, allTabs.values.size]).toEqual([0, 0]);
    expect([open(own).frozen, open(tab()).frozen]).toEqual([false, false]);
  });

  test("while another tab is at work and responds", () => {
    const {open, tab} = browser();
    begun(open(tab()));
    for (const ms of [0, 1, 999, 1000, 30_000]) {
      vi.advanceTimersByTime(ms);
      expect(open(tab()).frozen).toBe(false);
    }
  });

  test("right after another tab was left as it should be, though a third is at work", () => {
    const {open, tab} = browser();
    const [first, second] = [begun(open(tab())), begun(open(tab()))];
    vi.advanceTimersByTime(5000);
    first.end();
    expect(open(tab()).frozen).toBe(false);
    vi.advanceTimersByTime(1000);
    freeze(10_000); // the one that was still at work: its note is back
    expect(open(tab()).frozen).toBe(true);
    second.end();
  });

  test("where notes of another kind are kept", () => {
    const allTabs = fakeStore({[key]: "no number"});
    expect(createFreezeWatch({key, ownTab: fakeStore(), allTabs}).frozen).toBe(false);
  });
});

describe("createFreezeWatch().frozen is true", () => {
  test("in a tab whose page froze, and was loaded anew, however soon", () => {
    const {open, tab} = browser();
    const own = tab();
    begun(open(own));
    vi.advanceTimersByTime(500);
    freeze(1);
    expect(open(own).frozen).toBe(true);
  });

  test("in a tab whose page froze at once", () => {
    const {open, tab} = browser();
    const own = tab();
    begun(open(own)); // the note is there before edited code runs
    freeze(0);
    expect(open(own).frozen).toBe(true);
  });

  test("in a new tab, after one that froze was closed", () => {
    const {open, tab} = browser();
    begun(open(tab()));
    vi.advanceTimersByTime(20_000);
    freeze(3000);
    expect(open(tab()).frozen).toBe(false); // it may be at work still
    freeze(1);
    expect(open(tab()).frozen).toBe(true);
  });

  test("until the page has been left as it should be", () => {
    const {open, tab} = browser();
    const own = tab();
    begun(open(own));
    freeze(0);
    open(own).end();
    expect(open(own).frozen).toBe(false);
  });

  test("for its own page alone", () => {
    const {tab, allTabs} = browser();
    const ownTab = tab();
    createFreezeWatch({key, ownTab, allTabs}).begin();
    freeze(10_000);
    expect(createFreezeWatch({key: "editing:/b", ownTab, allTabs}).frozen).toBe(false);
  });
});

describe("createFreezeWatch()", () => {
  test("keeps one note, however often edited code begins", () => {
    const {open, tab} = browser();
    const own = tab();
    const watch = open(own);
    for (let i = 0; i < 5; ++i) watch.begin();
    expect(vi.getTimerCount()).toBe(1);
    watch.end();
    watch.end();
    expect(vi.getTimerCount()).toBe(0);
    begun(watch);
    expect(own.values.size).toBe(1);
    watch.end();
  });

  test("takes the time from its clock", () => {
    const allTabs = fakeStore({[key]: "1000"});
    const frozenAt = (ms: number) =>
      createFreezeWatch({key, ownTab: fakeStore(), allTabs, now: () => ms}).frozen;
    expect([1000, 4000, 4001].map(frozenAt)).toEqual([false, false, true]);
  });
});

describe("createFreezeWatch() keeps quiet", () => {
  /** Puts *store* where pages find it. */
  function provide(store: () => unknown): void {
    for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(globalThis, name, {get: store, configurable: true});
  }

  function beginAndEnd(): boolean {
    const watch = createFreezeWatch({key});
    watch.begin();
    vi.advanceTimersByTime(5000);
    watch.end();
    return watch.frozen;
  }

  test("where the mention of storage throws", () => {
    provide(() => brokenStore.getItem());
    expect(beginAndEnd()).toBe(false);
  });

  test("where there is no storage", () => {
    expect(beginAndEnd()).toBe(false);
  });

  test("where storage is full", () => {
    const store = fakeStore({}, {most: -1});
    provide(() => store);
    expect(beginAndEnd()).toBe(false);
  });

  test("where storage is there and every call throws", () => {
    provide(() => brokenStore);
    expect(beginAndEnd()).toBe(false);
  });
});
