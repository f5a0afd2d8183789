import type {TrainerEvent, TrainerRequest} from "../protocol/messages.js";
import {deathText} from "./deathText.js";
import type {WorkerLike} from "./workerLike.js";

/** A place for one worker of a pool: when it dies, the next request is for another. Made by createWorkerSeat. */
export interface WorkerSeat {
  /** Whether there is a worker. */
  readonly taken: boolean;
  /** Creates a worker unless there is one. Throws if this browser cannot. */
  take(): void;
  /** Sends a request to the worker, which is created if need be. */
  post(request: TrainerRequest, transfer?: Transferable[]): void;
  terminate(): void;
}

/** Options of createWorkerSeat. */
export interface WorkerSeatOptions {
  createWorker(): WorkerLike;
  /** Called with each worker that is created. */
  onTaken(): void;
  /** Called with what the worker tells, and a way to answer this worker, even if another has its place by then. */
  onEvents(events: TrainerEvent[], answer: (request: TrainerRequest) => void): void;
  /** Called when the worker has died. */
  onDeath(message: string): void;
}

/** Returns a seat without a worker. */
export function createWorkerSeat({createWorker, onTaken, onEvents, onDeath}: WorkerSeatOptions): WorkerSeat {
  let worker: WorkerLike | undefined;

  function take(): WorkerLike {
    if (worker) return worker;
    const created = (worker = createWorker());
    created.onmessage = ({data}) => onEvents(data, (request) => created.postMessage(request));
    created.onerror = ({message}) => {
      created.terminate(); // it may never answer again
      if (worker !== created) return;
      worker = undefined;
      onDeath(deathText(message));
    };
    onTaken();
    return created;
  }

  return {
    get taken() {
      return worker !== undefined;
    },
    take: () => void take(),
    post: (request, transfer) =>
      transfer ? take().postMessage(request, transfer) : take().postMessage(request),
    terminate() {
      worker?.terminate();
      worker = undefined;
    }
  };
}
