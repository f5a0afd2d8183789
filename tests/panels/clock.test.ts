import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {frameClock} from "../../components/panels/clock.js";

const frames = new Map<number, () => void>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => frames.set(frames.size + 1, run).size);
  vi.stubGlobal("cancelAnimationFrame", (frame: number) => frames.delete(frame));
});
afterEach(() => {
  frames.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("frameClock.after(ms, run) runs in the first frame after that time", () => {
  const run = vi.fn();
  frameClock.after(100, run);
  vi.advanceTimersByTime(99);
  expect(frames.size).toBe(0);
  vi.advanceTimersByTime(1);
  expect(run).not.toHaveBeenCalled();
  for (const frame of frames.values()) frame();
  expect(run).toHaveBeenCalledOnce();
});

test("frameClock.after(ms, run) is cancelled before its time, and while it waits for a frame", () => {
  frameClock.after(100, vi.fn())();
  const cancel = frameClock.after(50, vi.fn());
  vi.advanceTimersByTime(200);
  expect(frames.size).toBe(1);
  cancel();
  expect(frames.size).toBe(0);
});
