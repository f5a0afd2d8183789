import {vi} from "vitest";

/** Puts a ResizeObserver in the place of the one that jsdom lacks, and returns a function that tells all of a width. */
export function fakeResizeObserver() {
  const observers = new Set<FakeObserver>();
  class FakeObserver {
    constructor(readonly tell: (entries: {contentRect: {width: number}}[]) => void) {}
    observe(): void {
      observers.add(this);
    }
    disconnect(): void {
      observers.delete(this);
    }
  }
  vi.stubGlobal("ResizeObserver", FakeObserver);
  return {
    resize: (width: number) => observers.forEach((one) => one.tell([{contentRect: {width}}])),
    count: () => observers.size
  };
}
