import type {AnalysisProgress} from "../protocol/analyses.js";
import type {TrainerEvent, TrainerRequest} from "../protocol/messages.js";
import {errorFrom} from "../protocol/toldError.js";

/** An event that answers a request, or says how far its work is. */
type Answer = Extract<TrainerEvent, {requestId: number}>;

/** Options of a request that is answered. */
export interface AskOptions {
  /** Called with each progress of the work. */
  onProgress?(progress: AnalysisProgress): void;
  /** Cancels the work. */
  signal?: AbortSignal;
}

/** Requests that the worker has not answered yet. Made by createPendingAnswers. */
export interface PendingAnswers {
  /** Sends the request that *message* makes of a new number, and returns its answer. Rejects if it is refused. */
  ask(message: (requestId: number) => TrainerRequest, options?: AskOptions): Promise<TrainerEvent>;
  /** Passes on an answer, or the progress of one. */
  receive(event: Answer): void;
  /** Rejects all that is pending. */
  fail(error: Error): void;
}

/** Returns a list without requests; *send* sends one to the worker. */
export function createPendingAnswers(send: (request: TrainerRequest) => void): PendingAnswers {
  const pending = new Map<number, Pending>();
  let requests = 0;
  return {
    ask(message, {onProgress, signal} = {}) {
      const requestId = ++requests;
      const cancel = () => send({type: "cancel", requestId});
      const answer = new Promise<TrainerEvent>((resolve, reject) => {
        pending.set(requestId, {resolve, reject, onProgress});
        send(message(requestId));
        signal?.addEventListener("abort", cancel);
      });
      return answer.finally(() => signal?.removeEventListener("abort", cancel));
    },
    receive(event) {
      const waiting = pending.get(event.requestId);
      if (event.type === "analysing") return waiting?.onProgress?.(event);
      pending.delete(event.requestId);
      if (event.type === "refused") waiting?.reject(errorFrom(event));
      else waiting?.resolve(event);
    },
    fail(error) {
      for (const {reject} of pending.values()) reject(error);
      pending.clear();
    }
  };
}

/** Who waits for the answer to a request. */
interface Pending extends Pick<AskOptions, "onProgress"> {
  resolve(event: TrainerEvent): void;
  reject(error: Error): void;
}
