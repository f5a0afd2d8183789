import type {Clock} from "../../components/panels/clock.js";

/** Returns a clock that stands still until a test moves it. */
export function fakeClock(): Clock & {move(ms: number): void; waiting(): number} {
  let nowMs = 0;
  let timers: {atMs: number; run: () => void}[] = [];
  return {
    now: () => nowMs,
    after(ms, run) {
      const timer = {atMs: nowMs + ms, run};
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    move(ms) {
      nowMs += ms;
      const due = timers.filter(({atMs}) => atMs <= nowMs);
      timers = timers.filter(({atMs}) => atMs > nowMs);
      for (const {run} of due) run();
    },
    waiting: () => timers.length
  };
}
