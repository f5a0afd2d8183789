import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {createLossWatch, createRestoreWatch} from "../../../components/notebook/edits/restoreWatch.js";
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

describe("createLossWatch", () => {
  /** A page on which code runs by hand; its text goes after so many milliseconds. */
  function ranByHand({goneAfterMs, leavesAfterMs}: {goneAfterMs: number; leavesAfterMs: number}): boolean {
    const {visit, store} = page();
    let isWhole = true;
    const watch = createLossWatch({key, store, isWhole: () => isWhole});
    watch.begin();
    setTimeout(() => (isWhole = false), goneAfterMs);
    vi.advanceTimersByTime(leavesAfterMs);
    return visit().lost;
  }

  test("lets the next visit find that code took the page away, though the page was never told that it is left", () => {
    expect(ranByHand({goneAfterMs: 100, leavesAfterMs: 1_000})).toBe(true);
    expect(ranByHand({goneAfterMs: 2_000, leavesAfterMs: 10_000})).toBe(true);
  });

  test("leaves no note of a page that is whole, nor looks at it for ever", () => {
    expect(ranByHand({goneAfterMs: 60_000, leavesAfterMs: 30_000})).toBe(false);
    expect(vi.getTimerCount()).toBe(1); // the one that takes the text away
    expect(ranByHand({goneAfterMs: 60_000, leavesAfterMs: 500})).toBe(false);
  });

  test.each([
    ["by itself", {}, 500, true],
    ["by itself, but later", {}, 10_000, false],
    ["by a link that is pressed", {userInitiated: true}, 500, false],
    ["to another place on it", {destination: {sameDocument: true}}, 500, false]
  ])("finds that the page went %s", (_, event, afterMs, lost) => {
    const {visit, store} = page();
    const navigation = new EventTarget();
    createLossWatch({key, store, isWhole: () => true, navigation}).begin();
    vi.advanceTimersByTime(afterMs);
    navigation.dispatchEvent(Object.assign(new Event("navigate"), event));
    expect(visit().lost).toBe(lost);
  });

  test("look() finds a text that has gone later, when the page is left", () => {
    const {visit, store} = page();
    createLossWatch({key, store, isWhole: () => false}).look();
    expect(visit().lost).toBe(true);
    expect(visit().lost).toBe(false);
  });
});
