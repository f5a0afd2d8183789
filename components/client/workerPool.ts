import type {TrainerEvent, TrainerRequest} from "../protocol/messages.js";
import {createHeldRequests} from "./heldRequests.js";
import type {OpenChannel} from "./pooledStart.js";
import {createPoolTraining} from "./poolTraining.js";
import {createWorkerCrew} from "./workerCrew.js";
import {createTrainingWorker, type WorkerLike} from "./workerLike.js";

/** Options of createWorkerPool. */
export interface WorkerPoolOptions {
  createWorker?: () => WorkerLike;
  /** How many workers can train side by side. Defaults to what the browser tells. */
  cores?: number;
  openChannel?: OpenChannel;
}

/** A browser in which workers cannot tell each other how far they are has one for all networks. */
function coresHere(): number {
  return typeof BroadcastChannel === "undefined" ? 1 : (globalThis.navigator?.hardwareConcurrency ?? 1);
}

/**
 * Returns several workers that look like one. The first does all but train: it makes images and analyses. Where networks
 * train on the processor, each has a worker of its own, up to the number of **cores**; on a graphics card the first worker has
 * all. A worker that dies takes its own networks only, which go on from their last checkpoints in another.
 */
export function createWorkerPool({
  createWorker = createTrainingWorker,
  cores = coresHere(),
  openChannel = (name) => new BroadcastChannel(name)
}: WorkerPoolOptions = {}): WorkerLike {
  const crew = createWorkerCrew({
    createWorker,
    onEvents: (worker, events, answer) => tell(events.flatMap((event) => received(event, worker, answer))),
    onDeath(worker, message) {
      if (worker === 0) held.fail({message});
      training.replace(worker, message);
    }
  });
  const training = createPoolTraining({crew, tell, cores, openChannel});
  const held = createHeldRequests({
    post: (request) => crew.post(0, request),
    emit: (event) => tell([event])
  });

  function tell(events: TrainerEvent[]): void {
    if (events.length > 0) pool.onmessage?.({data: events} as MessageEvent<TrainerEvent[]>);
    if (!training.underWay) held.release();
  }

  function received(
    event: TrainerEvent,
    worker: number,
    answer: (request: TrainerRequest) => void
  ): TrainerEvent[] {
    if ("requestId" in event) held.receive(event);
    return training.receive(event, worker, answer);
  }

  function handle(request: TrainerRequest): void {
    switch (request.type) {
      case "start":
        held.refuse();
        return training.start(request);
      case "pause":
      case "resume":
      case "step":
      case "stop":
        return training.control(request.type);
      case "save":
        return training.collect();
      case "weigh":
      case "analyse":
        return held.ask(request, {later: training.underWay});
      case "sample":
      case "importCifar":
        return held.ask(request);
      case "cancel":
        return held.cancel(request);
      default:
        return crew.post(0, request);
    }
  }

  const pool: WorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage(request) {
      try {
        handle(request);
      } catch (error) {
        pool.onerror?.({message: (error as Error).message} as ErrorEvent); // this browser gives no worker
      }
    },
    terminate() {
      training.close();
      crew.terminate();
    }
  };
  return pool;
}
