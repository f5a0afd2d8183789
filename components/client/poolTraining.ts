import type {BackendName} from "../experiment/backend.js";
import type {RunControl, StartRequest, TrainerEvent, TrainerRequest} from "../protocol/messages.js";
import type {ToldError} from "../protocol/toldError.js";
import {createPooledStart, type OpenChannel, type PooledStart} from "./pooledStart.js";
import type {WorkerCrew} from "./workerCrew.js";

/** What a pool of workers trains, one start at a time. Made by createPoolTraining. */
export interface PoolTraining {
  /** Whether a run is still to take a step. */
  readonly underWay: boolean;
  /** Ends what is under way and trains what *request* asks for. Throws if this browser gives no worker. */
  start(request: StartRequest): void;
  control(type: RunControl): void;
  /** Has all workers tell their runs' checkpoints now. */
  collect(): void;
  /** Notes an *event* of a worker, and returns what the page is told of it. *answer* goes to this worker. */
  receive(event: TrainerEvent, worker: number, answer: (request: TrainerRequest) => void): TrainerEvent[];
  /** Has a new worker go on with what one that died was at, unless that has happened too often. */
  replace(worker: number, message: string): void;
  close(): void;
}

/** Options of createPoolTraining. */
export interface PoolTrainingOptions {
  crew: Pick<WorkerCrew, "post" | "take">;
  tell(events: TrainerEvent[]): void;
  cores: number;
  openChannel: OpenChannel;
}

/** A worker that has died more often than this in one start is not replaced. */
const deathsAllowed = 2;

/** Returns a training of nothing. */
export function createPoolTraining({crew, tell, cores, openChannel}: PoolTrainingOptions): PoolTraining {
  let start: PooledStart | undefined;
  let starts = 0;

  function close(): void {
    start?.close();
    start = undefined;
  }

  /** Has *count* workers train, or as many as this browser gives. */
  function spread(count: number, backend?: BackendName): void {
    const workers = start!.spread(crew.take(count), backend);
    for (let i = 0; i < workers; i++) train(i);
    if (start!.control === "step") start!.control = "pause";
  }

  /** Has a worker train its runs from their last checkpoints. */
  function train(worker: number): void {
    crew.post(worker, start!.requestTo(worker));
    if (start!.control !== "resume") crew.post(worker, {type: start!.control});
  }

  function control(type: RunControl): void {
    if (!start) return;
    start.control = type;
    const atWork = start.atWork();
    for (const worker of atWork) crew.post(worker, {type});
    if (type === "step" && atWork.length > 0) start.control = "pause";
  }

  function open({number, backend}: PooledStart): void {
    crew.post(0, {type: "open", number, backend});
  }

  /** A worker that is told which backend to open tries no other: the one that found it has the reasons. */
  function ready(event: Extract<TrainerEvent, {type: "ready"}>): TrainerEvent {
    if (!start) return event;
    if (!start.isSpread) start.failures = event.failures;
    const own = new Set(event.failures.map(({backend}) => backend));
    const before = start.failures.filter(({backend}) => !own.has(backend) && backend !== event.backend);
    return {...event, failures: [...before, ...event.failures]};
  }

  async function save(checkpoints: Parameters<PooledStart["save"]>[0]): Promise<void> {
    await start?.save(checkpoints);
  }

  /** Returns what the page is told when a worker goes on no more: all fails with the only one, else its runs do. */
  function giveUp(worker: number, error: ToldError): TrainerEvent[] {
    if (worker > 0 && !start?.needs(worker)) return [];
    if (start?.atWork().some((other) => other !== worker)) return start.giveUp(worker, error);
    close();
    return [{...error, type: "error"}];
  }

  return {
    get underWay() {
      return start?.underWay ?? false;
    },
    start(request) {
      control("stop"); // also those workers that get no runs of the new start
      close();
      const emit = (event: TrainerEvent) => tell([event]);
      start = createPooledStart(request, {number: ++starts, cores, emit, openChannel});
      if (start.most > 1) open(start);
      else spread(1, start.backend);
    },
    control,
    collect() {
      for (const worker of start?.atWork() ?? []) crew.post(worker, {type: "save"});
    },
    receive(event, worker, answer) {
      switch (event.type) {
        case "opened":
          if (event.number === start?.number)
            spread(usesCores(event.backend) ? start.most : 1, event.backend);
          return [];
        case "checkpoints":
          void save(event.checkpoints).then(() => answer({type: "kept", number: event.number}));
          return [];
        case "ready":
          return worker === 0 ? [ready(event)] : [];
        case "preparing":
          return worker === 0 ? [event] : [];
        case "error":
          return giveUp(worker, event);
        default:
          if ("runId" in event) start?.runs.receive(event);
          return [event];
      }
    },
    replace(worker, message) {
      if (!start?.needs(worker)) return;
      if (start.died(worker) > deathsAllowed) return tell(giveUp(worker, {message}));
      if (!start.isSpread) return open(start);
      train(worker);
      tell(start.restarts(worker, message));
    },
    close
  };
}

/** Whether several workers on a backend share nothing but cores. A graphics card has one queue. */
function usesCores(backend: BackendName): boolean {
  return backend === "wasm" || backend === "cpu";
}
