import type {Pace} from "../experiment/stepMetrics.js";

/** Measures how fast steps are taken. Made by createPace. */
export interface PaceMeter {
  /** Notes that a step ended at *timeMs*. */
  tick(timeMs: number): void;
  /** Forgets the past: after a pause. */
  reset(): void;
  pace(left: {steps: number; batch: number}): Pace;
}

/** Returns a meter over the last *count* steps. */
export function createPace(count = 20): PaceMeter {
  let times: number[] = [];
  return {
    tick(timeMs) {
      times = [...times.slice(-count), timeMs];
    },
    reset() {
      times = [];
    },
    pace({steps, batch}) {
      const elapsedMs = times.length < 2 ? NaN : times[times.length - 1] - times[0];
      const stepsPerSecond = elapsedMs > 0 ? ((times.length - 1) / elapsedMs) * 1000 : 0;
      const secondsLeft = stepsPerSecond > 0 ? steps / stepsPerSecond : Infinity;
      return {stepsPerSecond, imagesPerSecond: stepsPerSecond * batch, secondsLeft};
    }
  };
}
