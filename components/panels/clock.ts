/** The time and the timers of what lives on a page, so that a test can give its own. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Calls *run* after *ms*. Returns what cancels that. */
  after(ms: number, run: () => void): Cancel;
}

type Cancel = () => void;

/** The clock of a page. */
export const pageClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }
};

/** Like pageClock, except that it also waits for the browser's next frame. */
export const frameClock: Clock = {
  ...pageClock,
  after(ms, run) {
    let frame: number | undefined;
    const cancelTimer = pageClock.after(ms, () => (frame = requestAnimationFrame(run)));
    return () => {
      cancelTimer();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }
};
