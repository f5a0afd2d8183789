import type {BackendName} from "../experiment/backend.js";
import type {StartRequest, TrainerEvent, TrainerRequest} from "../protocol/messages.js";
import type {ToldError} from "../protocol/toldError.js";
import {createHeldRequests} from "./heldRequests.js";
import {createPooledStart, type OpenChannel, type PooledStart, type RunControl} from "./pooledStart.js";
import {createWorkerCrew} from "./workerCrew.js";
import {createTrainingWorker, type WorkerLike} from "./workerLike.js";

/** Options of createWorkerPool. */
export interface WorkerPoolOptions {
  createWorker?: () => WorkerLike;
  /** How many workers can train side by side. Defaults to what the browser tells. */
  cores?: number;
  openChannel?: OpenChannel;
}

/** A worker that has died more often than this in one start is not replaced. */
const deathsAllowed = 2;

/**
 * Returns several workers that look like one. The first does all but train: it makes images and analyses. Where networks
 * train on the processor, each has a worker of its own, up to the number of **cores**; on a graphics card the first worker has
 * all. A worker that dies takes its own networks only, which go on from their last checkpoints in another.
 */
export function createWorkerPool({
  createWorker = createTrainingWorker,
  cores = globalThis.navigator?.hardwareConcurrency ?? 1,
  openChannel = (name) => new BroadcastChannel(name)
}: WorkerPoolOptions = {}): WorkerLike {
  const crew = createWorkerCrew({
    createWorker,
    onEvents: (index, events, answer) => tell(events.flatMap((event) => passOn(event, index, answer))),
    onDeath: replace
  });
  const held = createHeldRequests({
    post: (request) => crew.post(0, request),
    emit: (event) => tell([event])
  });
  let start: PooledStart | undefined;
  let starts = 0;

  function tell(events: TrainerEvent[]): void {
    if (events.length > 0) pool.onmessage?.({data: events} as MessageEvent<TrainerEvent[]>);
  }

  function begin(request: StartRequest): void {
    held.refuse();
    control("stop"); // workers that get no runs of the new start
    start?.close();
    start = createPooledStart(request, {
      number: ++starts,
      cores,
      emit: (event) => tell([event]),
      openChannel
    });
    const {number, backend} = start;
    if (start.most > 1) crew.post(0, {type: "open", number, backend});
    else spread(1, backend);
  }

  /** Has *count* workers train, or as many as this browser gives. */
  function spread(count: number, backend?: BackendName): void {
    const workers = start!.spread(crew.take(count), backend);
    for (let i = 0; i < workers; i++) train(i);
    if (start!.control === "step") start!.control = "pause";
  }

  /** Has a worker train its runs from their last checkpoints. */
  function train(index: number): void {
    crew.post(index, start!.requestTo(index));
    if (start!.control !== "resume") crew.post(index, {type: start!.control});
  }

  function control(type: RunControl): void {
    if (!start) return;
    start.control = type;
    const atWork = start.atWork();
    for (const i of atWork) crew.post(i, {type});
    if (type === "step" && atWork.length > 0) start.control = "pause";
  }

  /** Returns what the page is told of an *event* of a worker. */
  function passOn(
    event: TrainerEvent,
    index: number,
    answer: (request: TrainerRequest) => void
  ): TrainerEvent[] {
    switch (event.type) {
      case "opened":
        if (event.number === start?.number) spread(usesCores(event.backend) ? start.most : 1, event.backend);
        return [];
      case "checkpoints":
        void save(event.checkpoints).then(() => answer({type: "kept", number: event.number}));
        return [];
      case "ready":
      case "preparing":
        return index === 0 ? [event] : [];
      case "error":
        return giveUp(index, event);
      default:
        if ("requestId" in event) held.receive(event);
        if ("runId" in event) noteRun(event);
        return [event];
    }
  }

  function noteRun(event: TrainerEvent): void {
    start?.runs.receive(event);
    if (!start?.underWay) held.release();
  }

  async function save(checkpoints: Parameters<PooledStart["save"]>[0]): Promise<void> {
    await start?.save(checkpoints);
  }

  /** Has a new worker go on with what one that died was at, unless that has happened too often. */
  function replace(index: number, message: string): void {
    if (index === 0) held.fail({message});
    if (!start?.needs(index)) return;
    if (start.died(index) > deathsAllowed) return tell(giveUp(index, {message}));
    if (!start.isSpread) return crew.post(0, {type: "open", number: start.number, backend: start.backend});
    train(index);
    tell(start.restarts(index, message));
  }

  /** Returns what the page is told when a worker goes on no more: all fails with the only one, else its runs do. */
  function giveUp(index: number, error: ToldError): TrainerEvent[] {
    if (index > 0 && !start?.needs(index)) return [];
    const others = start?.atWork().some((i) => i !== index);
    if (others) return start!.giveUp(index, error);
    start?.close();
    start = undefined;
    return [{...error, type: "error"}];
  }

  function handle(request: TrainerRequest): void {
    switch (request.type) {
      case "start":
        return begin(request);
      case "pause":
      case "resume":
      case "step":
      case "stop":
        return control(request.type);
      case "analyse":
        return held.ask(request, {later: start?.underWay});
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
      start?.close();
      start = undefined;
      crew.terminate();
    }
  };
  return pool;
}

/** Whether several workers on a backend share nothing but cores. A graphics card has one queue. */
function usesCores(backend: BackendName): boolean {
  return backend === "wasm" || backend === "cpu";
}
