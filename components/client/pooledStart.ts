import type {BackendFailure, BackendName} from "../experiment/backend.js";
import {lostDownloadText} from "../fields/lostDownload.js";
import type {Checkpoint} from "../protocol/checkpoint.js";
import type {RunControl, StartRequest, TrainerEvent} from "../protocol/messages.js";
import type {TogetherMessage} from "../protocol/together.js";
import type {ToldError} from "../protocol/toldError.js";
import {checkpointSaver} from "./checkpointSaver.js";
import {createPooledRuns, type PooledRuns} from "./pooledRuns.js";
import {shareOut, threadsOf} from "./shareOut.js";

/** The part of a BroadcastChannel that a pool uses. */
export type OpenChannel = (name: string) => Pick<BroadcastChannel, "postMessage" | "close">;

/** One start of a pool: its runs, and on which of the workers each is. Must be closed. */
export interface PooledStart {
  readonly number: number;
  readonly runs: PooledRuns;
  /** The backend that it is to be on, or is. */
  readonly backend?: BackendName;
  /** Why backends that were tried before it are not used, found by the worker that opened it for all. */
  failures: readonly BackendFailure[];
  /** The most workers that it can use. */
  readonly most: number;
  /** What was asked last, for workers that are yet to be told. A step is taken once. */
  control: RunControl;
  readonly isSpread: boolean;
  /** Shares the runs out among at most *count* workers on a *backend*, and returns how many have some, or would. */
  spread(count: number, backend?: BackendName): number;
  /** Whether a run is still to take a step. */
  readonly underWay: boolean;
  /** The workers that have such runs. */
  atWork(): number[];
  /** Whether it cannot go on without a worker. */
  needs(worker: number): boolean;
  /** What to ask of a worker: to train its runs from their last checkpoints. */
  requestTo(worker: number): StartRequest;
  /** Returns how often a worker has died, this time included. */
  died(worker: number): number;
  /** What to tell of the runs of a worker that died, when another goes on with them. */
  restarts(worker: number, message: string): TrainerEvent[];
  /** Ends the runs of a worker, tells it to the other workers, and returns what to tell of it. */
  giveUp(worker: number, error: ToldError): TrainerEvent[];
  /** Notes checkpoints of runs that are under way, and keeps them with those of all others, where that was asked for. */
  save(checkpoints: readonly Checkpoint[]): Promise<void>;
  close(): void;
}

/** Options of createPooledStart. */
export interface PooledStartOptions {
  number: number;
  cores: number;
  emit(event: TrainerEvent): void;
  openChannel: OpenChannel;
}

/** Returns the start that *request* asks for, with nothing under way yet. */
export function createPooledStart(
  request: StartRequest,
  {number, cores, emit, openChannel}: PooledStartOptions
): PooledStart {
  const {keep, executor, states, workers = cores, threads} = request;
  const runs = createPooledRuns(request);
  const keepAll = keep === undefined ? undefined : checkpointSaver(keep, emit);
  const channelName = `residual-course ${number} ${Math.random()}`; // of the workers of this start only
  const deaths = new Map<number, number>();
  let {backend} = request;
  let groups: string[][] = [];
  let channel: ReturnType<OpenChannel> | undefined;
  if (workers > cores) emit({type: "limited", workers, cores});
  if (threads !== undefined && threads > cores) emit({type: "limited", threads, cores});

  const on = (worker: number): string[] => {
    const active = new Set(runs.underWay().map(({runId}) => runId));
    return (groups[worker] ?? []).filter((runId) => active.has(runId));
  };

  /** Whether a run has taken a step: a worker that could not be loaded has cost it nothing. */
  const hasBegun = (wanted: string) =>
    runs.underWay().some(({runId, points}) => runId === wanted && points.length > 0);

  return {
    number,
    runs,
    most: Math.min(workers, cores, runs.underWay().length),
    failures: [],
    control: "resume",
    get backend() {
      return backend;
    },
    get isSpread() {
      return groups.length > 0;
    },
    spread(count, opened) {
      backend = opened;
      const active = runs.underWay();
      const specs = active.map(({spec}) => spec);
      groups = shareOut(specs, count).map((indices) => indices.map((i) => active[i].runId));
      if (groups.length > 1) channel = openChannel(channelName);
      return Math.max(1, groups.length);
    },
    get underWay() {
      return runs.underWay().length > 0;
    },
    atWork: () => groups.flatMap((_, worker) => (on(worker).length > 0 ? [worker] : [])),
    needs: (worker) =>
      groups.length > 0 ? on(worker).length > 0 : worker === 0 && runs.underWay().length > 0,
    requestTo(worker) {
      const together = groups.length > 1 ? {channel: channelName, shares: runs.shares()} : undefined;
      const each = threadsOf(Math.max(1, groups.length), {cores, most: workers, threads});
      const more = each > 1 ? {threads: each} : {};
      return {type: "start", runs: runs.requests(on(worker)), backend, executor, states, together, ...more};
    },
    died(worker) {
      deaths.set(worker, (deaths.get(worker) ?? 0) + 1);
      return deaths.get(worker)!;
    },
    restarts: (worker, message) =>
      runs
        .requests(on(worker).filter((runId) => message !== lostDownloadText || hasBegun(runId)))
        .map(({runId, spec, checkpoint}) => {
          const reason = `the worker of ${spec.network.name} died: ${message}`;
          return {type: "restarted", runId, step: checkpoint?.step ?? 0, reason};
        }),
    giveUp(worker, {message, faults}) {
      const events = on(worker).map((runId): TrainerEvent => ({
        type: "failed",
        runId,
        message,
        ...(faults && {faults})
      }));
      for (const event of events) runs.receive(event);
      channel?.postMessage({type: "shares", shares: runs.shares()} satisfies TogetherMessage);
      return events;
    },
    async save(checkpoints) {
      runs.receiveCheckpoints(checkpoints);
      await keepAll?.(runs.checkpoints());
    },
    close() {
      channel?.close();
      channel = undefined;
    }
  };
}
