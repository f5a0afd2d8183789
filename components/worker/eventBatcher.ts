import type {TrainerEvent} from "../protocol/messages.js";

/** Gathers events and posts them together. Made by createEventBatcher. */
export interface EventBatcher {
  add(event: TrainerEvent): void;
  /** Posts what is left, at once. */
  flush(): void;
}

/** Options of createEventBatcher. */
export interface EventBatcherOptions {
  /** Time from one message to the next, at the least. Defaults to 100: ten messages a second. */
  intervalMs?: number;
  now?: () => number;
  setTimer?: (callback: () => void, delayMs: number) => unknown;
}

/**
 * Returns an empty batcher: *post* gets events in their order, at most once in **intervalMs**. The points of a run that wait
 * are joined into one event; a point is sent once.
 */
export function createEventBatcher(
  post: (events: TrainerEvent[]) => void,
  {intervalMs = 100, now = () => performance.now(), setTimer = setTimeout}: EventBatcherOptions = {}
): EventBatcher {
  let waiting: TrainerEvent[] = [];
  let lastMs = -Infinity;
  let scheduled = false;

  function flush() {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    lastMs = now();
    post(events);
  }

  function schedule() {
    if (scheduled) return;
    scheduled = true;
    setTimer(
      () => {
        scheduled = false;
        if (now() - lastMs >= intervalMs) flush();
        else if (waiting.length > 0) schedule(); // another message has gone since this timer was set
      },
      Math.max(0, lastMs + intervalMs - now())
    );
  }

  return {
    add(event) {
      if (!joined(waiting, event)) waiting.push(event);
      if (now() - lastMs >= intervalMs) flush();
      else schedule();
    },
    flush
  };
}

/** Adds the points of *event* to those of the same run that wait, and returns whether it did. */
function joined(waiting: TrainerEvent[], event: TrainerEvent): boolean {
  if (event.type !== "points") return false;
  const index = waiting.findLastIndex((earlier) => "runId" in earlier && earlier.runId === event.runId);
  const earlier = waiting[index];
  if (earlier?.type !== "points") return false;
  waiting[index] = {...event, points: [...earlier.points, ...event.points]};
  return true;
}
