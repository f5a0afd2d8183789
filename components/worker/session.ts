import {slotOf} from "../experiment/modelState.js";
import type {StepMetrics} from "../experiment/stepMetrics.js";
import type {Checkpoint} from "../protocol/checkpoint.js";
import type {TrainerEvent} from "../protocol/messages.js";
import {onDevice} from "./onDevice.js";
import {createPace, type PaceMeter} from "./pace.js";
import type {RunTrainer} from "./trainer.js";

/** A trainer, and the checkpoint it was made from if the run was resumed. */
export interface SessionRun {
  runId: string;
  trainer: RunTrainer;
  checkpoint?: Checkpoint;
}

/** What a session needs of its surroundings, so that a test can give it another. */
export interface SessionOptions {
  emit(event: TrainerEvent): void;
  /** Keeps checkpoints, all runs' at once. */
  save?(checkpoints: Checkpoint[]): Promise<void>;
  /** Lets messages in between two steps. */
  nextTask(): Promise<void>;
  /** Rejects when the device is lost. Never resolves. */
  lost?: Promise<never>;
  now(): number;
  /** Time between checkpoints. Defaults to 10,000. */
  checkpointMs?: number;
  /** Steps that may be under way at once. Defaults to 1. */
  inFlight?: number;
  /** Whether to tell the state of each run when it is done or stopped. Defaults to false. */
  states?: boolean;
}

/** Several runs, trained in turn. */
export interface Session {
  /** Trains until every run has ended, and returns; rejects if the device is lost or a save is refused. */
  train(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Takes one step of every run, then pauses. */
  step(): void;
  /** Ends all runs after the step in hand. */
  stop(): void;
  /** The last checkpoint of each run, for a start on another device. */
  checkpoints(): Checkpoint[];
}

interface Entry {
  runId: string;
  trainer: RunTrainer;
  points: StepMetrics[];
  meter: PaceMeter;
  ended: boolean;
  checkpoint: Checkpoint;
}

/**
 * Returns a session of *runs*. The run that is the furthest behind takes the next step, so that all curves grow
 * together whatever their networks cost.
 */
export function createSession(runs: SessionRun[], options: SessionOptions): Session {
  const {emit, nextTask, now, checkpointMs = 10_000, inFlight = 1} = options;
  const entries: Entry[] = runs.map(createEntry);
  let paused = false;
  let stopped = false;
  const due = new Set<Entry>(); // while paused: runs that are still to take their one step
  const underWay: (() => Promise<void>)[] = []; // steps that were begun, in that order: each to be waited for
  let wake = () => {};

  const active = () => entries.filter((entry) => !entry.ended);
  const unfinished = () => active().filter(({trainer}) => trainer.taken < trainer.spec.steps);
  const waiting = () => paused && due.size === 0 && !stopped;

  /** Begins a step of *entry*. Its result is taken when its turn comes, or its fault told. */
  function beginStep(entry: Entry): void {
    due.delete(entry);
    const step = entry.trainer.step();
    step.catch(() => {}); // heard when its turn comes
    underWay.push(() => takeResult(entry, step));
  }

  async function takeResult(entry: Entry, step: Promise<StepMetrics>): Promise<void> {
    const {runId, trainer, points, meter} = entry;
    if (entry.ended) return; // it diverged in the step before
    try {
      const point = await onDevice(step, options);
      points.push(point);
      meter.tick(now());
      emit({
        type: "points",
        runId,
        points: [point],
        pace: meter.pace({steps: trainer.spec.steps - point.step, batch: trainer.spec.batch})
      });
      if (point.step < trainer.spec.steps) return;
      await tellState(entry);
      end(entry, {type: "done", runId, step: point.step});
    } catch (error) {
      if ((error as Error).name !== "DivergenceError") throw error;
      const {step, learningRate} = error as Error & {step: number; learningRate: number};
      end(entry, {type: "diverged", runId, step, learningRate});
    }
  }

  /** Waits until at most *count* steps are under way. */
  async function settle(count = 0): Promise<void> {
    while (underWay.length > count) await underWay.shift()!();
  }

  async function tellState({runId, trainer}: Entry): Promise<void> {
    if (!options.states) return;
    const all = Object.entries(await onDevice(trainer.state(), options));
    const state = Object.fromEntries(all.filter(([name]) => !slotOf(name)));
    emit({type: "state", runId, step: trainer.taken, state});
  }

  function end(entry: Entry, event: TrainerEvent): void {
    entry.ended = true;
    entry.checkpoint = {...checkpointAt(entry), ended: true};
    entry.trainer.dispose();
    emit(event);
  }

  async function saveAll(): Promise<void> {
    await settle();
    for (const entry of active())
      entry.checkpoint = {...checkpointAt(entry), state: await onDevice(entry.trainer.state(), options)};
    await options.save?.(entries.map(({checkpoint}) => checkpoint));
    for (const {runId, trainer} of active()) emit({type: "checkpoint", runId, step: trainer.taken});
  }

  /** Waits while paused; returns whether training goes on. */
  async function mayGoOn(): Promise<boolean> {
    if (waiting()) {
      await saveAll();
      for (const {runId, trainer} of active()) emit({type: "paused", runId, step: trainer.taken});
      while (waiting()) await new Promise<void>((resolve) => (wake = resolve));
      for (const {meter} of entries) meter.reset();
      if (!paused)
        for (const {runId, trainer} of active()) emit({type: "resumed", runId, step: trainer.taken});
    }
    return !stopped;
  }

  return {
    async train() {
      try {
        await saveAll(); // so that a device lost early loses nothing
        let savedMs = now();
        while (active().length > 0 && (await mayGoOn())) {
          const next = unfinished().filter((entry) => !paused || due.has(entry));
          if (next.length > 0) beginStep(furthestBehind(next));
          else due.clear();
          await settle(next.length > 0 ? inFlight - 1 : 0);
          if (now() - savedMs >= checkpointMs) {
            await saveAll();
            savedMs = now();
          }
          await nextTask();
        }
        await settle();
        if (stopped && active().length > 0) await saveAll();
        else await options.save?.([]);
        for (const entry of active()) {
          await tellState(entry);
          end(entry, {type: "stopped", runId: entry.runId, step: entry.trainer.taken});
        }
      } finally {
        for (const {trainer} of active()) trainer.dispose();
      }
    },
    pause() {
      paused = true;
      due.clear();
    },
    resume() {
      paused = false;
      due.clear();
      wake();
    },
    step() {
      paused = true;
      for (const entry of active()) due.add(entry);
      wake();
    },
    stop() {
      stopped = true;
      wake();
    },
    checkpoints: () => entries.map(({checkpoint}) => checkpoint)
  };
}

function createEntry({runId, trainer, checkpoint}: SessionRun): Entry {
  const points = [...(checkpoint?.points ?? [])];
  const entry = {runId, trainer, points, meter: createPace(), ended: false};
  return {...entry, checkpoint: checkpoint ?? checkpointAt(entry)};
}

/** A checkpoint of where a run is, its state still to be read. */
function checkpointAt({runId, trainer, points}: Omit<Entry, "checkpoint">): Checkpoint {
  return {runId, spec: trainer.spec, step: trainer.taken, points: [...points], ended: false, state: {}};
}

function furthestBehind(entries: Entry[]): Entry {
  const share = ({trainer}: Entry) => trainer.taken / trainer.spec.steps;
  return entries.reduce((behind, entry) => (share(entry) < share(behind) ? entry : behind));
}
