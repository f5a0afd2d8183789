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
  /** The same where only points wait, which a page draws four times a second. Defaults to 250. */
  pointsIntervalMs?: number;
  now?: () => number;
  setTimer?: (callback: () => void, delayMs: number) => unknown;
}

/**
 * Returns an empty batcher: *post* gets events in their order, at most once in **intervalMs**. The points of a run that wait
 * are joined into one event; a point is sent once.
 */
export function createEventBatcher(
  post: (events: TrainerEvent[]) => void,
  {
    intervalMs = 100,
    pointsIntervalMs = 250,
    now = () => performance.now(),
    setTimer = setTimeout
  }: EventBatcherOptions = {}
): EventBatcher {
  let waiting: TrainerEvent[] = [];
  let lastMs = -Infinity;
  let timerMs = Infinity; // when the next timer is due

  function flush() {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    lastMs = now();
    post(events);
  }

  function flushOrWait() {
    if (waiting.length === 0) return;
    const onlyPoints = waiting.every(({type}) => type === "points");
    const dueMs = lastMs + (onlyPoints ? pointsIntervalMs : intervalMs);
    if (now() >= dueMs) return flush();
    if (timerMs <= dueMs) return;
    timerMs = dueMs;
    setTimer(() => {
      timerMs = Infinity;
      flushOrWait(); // waits again if another message has gone since the timer was set
    }, dueMs - now());
  }

  return {
    add(event) {
      if (!joined(waiting, event)) waiting.push(event);
      flushOrWait();
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
