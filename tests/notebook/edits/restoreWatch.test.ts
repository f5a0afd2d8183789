import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {createRestoreWatch} from "../../../components/notebook/edits/restoreWatch.js";
import {fakeStore} from "../stubs/fakeStore.js";

const key = "restoring:/a";

beforeEach(() => vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page whose visits share a store. **isWhole** of a visit says whether it still has its text. */
function page() {
  const store = fakeStore();
  const target = new EventTarget();
  return {
    store,
    visit: ({isWhole = true} = {}) => createRestoreWatch({key, store, isWhole: () => isWhole, target}),
    touch(isTrusted: boolean) {
      const event = new Event("keydown");
      Object.defineProperty(event, "isTrusted", {value: isTrusted});
      target.dispatchEvent(event);
    }
  };
}

/** Brings kept code back, and lets the page be for a while. */
function bringBack(watch: ReturnType<typeof createRestoreWatch>, forMs: number): void {
  watch.begin();
  watch.settle();
  vi.advanceTimersByTime(forMs);
}

describe("createRestoreWatch", () => {
  test("finds nothing at a first visit, and after one that lasted", () => {
    const {visit, store} = page();
    const first = visit();
    expect(first.lost).toBe(false);
    bringBack(first, 10_000);
    expect(store.values.size).toBe(0);
    expect(visit().lost).toBe(false);
  });

  test.each([
    ["went away at once", {}, 200],
    ["has lost its text", {isWhole: false}, 60_000]
  ])("finds once that the page %s", (_, options, forMs) => {
    const {visit} = page();
    const watch = visit(options);
    bringBack(watch, forMs);
    watch.leave();
    vi.clearAllTimers();
    expect(visit().lost).toBe(true);
    expect(visit().lost).toBe(false);
  });

  test("finds what froze or left before all was in its place", () => {
    const {visit} = page();
    visit().begin();
    vi.advanceTimersByTime(60_000);
    expect(visit().lost).toBe(true);
  });

  test.each([
    [true, {}, false],
    [false, {}, true], // a key that code presses
    [true, {isWhole: false}, true]
  ])("asks whether a reader has touched a whole page (%s, %o)", (isTrusted, options, lost) => {
    const {visit, touch} = page();
    const watch = visit(options);
    bringBack(watch, 200);
    touch(isTrusted);
    watch.leave();
    vi.clearAllTimers();
    expect(visit().lost).toBe(lost);
  });

  test("does not take a touch from before for one of the page as it was brought back", () => {
    const {visit, touch} = page();
    const watch = visit();
    touch(true);
    bringBack(watch, 200);
    watch.leave();
    vi.clearAllTimers();
    expect(visit().lost).toBe(true);
  });
});
