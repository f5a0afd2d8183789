import type {TrainerEvent, TrainerRequest} from "../protocol/messages.js";
import type {ToldError} from "../protocol/toldError.js";

type Asked = Extract<TrainerRequest, {type: "sample" | "importCifar" | "weigh" | "analyse"}>;
type Cancel = Extract<TrainerRequest, {type: "cancel"}>;

/** Requests to the first worker of a pool; analyses and weighings may wait for runs of others. Made by createHeldRequests. */
export interface HeldRequests {
  /** Passes a request on, at once or, with **later**, when release is called. */
  ask(request: Asked, options?: {later?: boolean}): void;
  /** Notes what answers a request. */
  receive(event: Extract<TrainerEvent, {requestId: number}>): void;
  cancel(request: Cancel): void;
  /** Passes on what waits. */
  release(): void;
  /** Refuses what waits: runs have been started. */
  refuse(): void;
  /** Refuses what was passed on: the worker has died. */
  fail(error: ToldError): void;
}

/** Returns a list without requests. */
export function createHeldRequests({
  post,
  emit
}: {
  post(request: Asked | Cancel): void;
  emit(event: TrainerEvent): void;
}): HeldRequests {
  const waiting = new Map<number, Asked>();
  const asked = new Set<number>();

  function pass(request: Asked): void {
    asked.add(request.requestId);
    post(request);
  }

  function stop(requestId: number): void {
    const what = waiting.get(requestId)?.type === "weigh" ? "weighing of the file" : "analysis";
    waiting.delete(requestId);
    emit({type: "refused", requestId, message: `the ${what} was stopped`});
  }

  return {
    ask: (request, {later = false} = {}) =>
      later ? void waiting.set(request.requestId, request) : pass(request),
    receive({type, requestId}) {
      if (type !== "analysing") asked.delete(requestId);
    },
    cancel: (request) => (waiting.has(request.requestId) ? stop(request.requestId) : post(request)),
    release() {
      for (const request of waiting.values()) pass(request);
      waiting.clear();
    },
    refuse() {
      for (const requestId of [...waiting.keys()]) stop(requestId);
    },
    fail(error) {
      for (const requestId of asked) emit({type: "refused", requestId, ...error});
      asked.clear();
    }
  };
}
