import type {TrainerEvent} from "../protocol/messages.js";
import {createEventQueue, type EventQueue} from "./eventQueue.js";

/** The events of the runs that were started last. Made by createRunEvents. */
export interface RunEvents {
  /** Yields the events of the runs with these ids, until all have ended or start is called again. */
  start(runIds: Iterable<string>): AsyncIterable<TrainerEvent>;
  /** Passes on an event, unless it is of a run that was started before. */
  receive(event: TrainerEvent): void;
  /** Ends the events with an error. */
  fail(error: Error): void;
}

/** Returns events of no runs. */
export function createRunEvents(): RunEvents {
  let current: {underWay: Set<string>; queue: EventQueue<TrainerEvent>} | undefined;
  return {
    start(runIds) {
      current?.queue.close();
      current = {underWay: new Set(runIds), queue: createEventQueue<TrainerEvent>()};
      return current.queue;
    },
    receive(event) {
      if (!current) return;
      const {underWay, queue} = current;
      if ("runId" in event && !underWay.has(event.runId)) return; // of an earlier start
      queue.push(event);
      if (isEnd(event)) underWay.delete(event.runId);
      if (event.type === "error" || underWay.size === 0) queue.close();
    },
    fail({message}) {
      current?.queue.push({type: "error", message});
      current?.queue.close();
      current = undefined;
    }
  };
}

/** Returns whether a run gives no more events after this one. */
function isEnd(
  event: TrainerEvent
): event is Extract<TrainerEvent, {type: "done" | "stopped" | "diverged" | "failed"}> {
  return ["done", "stopped", "diverged", "failed"].includes(event.type);
}
