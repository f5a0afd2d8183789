import {type Clock, pageClock} from "./clock.js";

/** Draws at once, or soon but not too often. Made by createRedraw. */
export interface Redraw {
  /** Draws once **everyMs** have passed since the last drawing. */
  soon(): void;
  now(): void;
  /** Forgets the drawing that waits. */
  cancel(): void;
}

/** Options of createRedraw. */
export interface RedrawOptions {
  /** The least time between two drawings. */
  everyMs: number;
  /** Defaults to the page's. */
  clock?: Clock;
}

/** Returns what calls *draw* as data comes in. It takes the moment of its creation for that of the first drawing. */
export function createRedraw(draw: () => void, {everyMs, clock = pageClock}: RedrawOptions): Redraw {
  let drawnMs = clock.now();
  let cancelWaiting: (() => void) | undefined;

  function cancel(): void {
    cancelWaiting?.();
    cancelWaiting = undefined;
  }

  function now(): void {
    cancel();
    drawnMs = clock.now();
    draw();
  }

  return {
    soon: () => void (cancelWaiting ??= clock.after(Math.max(0, drawnMs + everyMs - clock.now()), now)),
    now,
    cancel
  };
}
