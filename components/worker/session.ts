import type {Checkpoint} from "../protocol/checkpoint.js";
import type {Companions} from "./companions.js";
import {onDevice} from "./onDevice.js";
import {createRunPermits} from "./runPermits.js";
import {
  checkpointAt,
  endRun,
  furthestBehind,
  type RunProgress,
  runProgress,
  type SessionRun
} from "./sessionRun.js";
import {createStepsUnderWay, emitState, type StepsOptions} from "./stepsUnderWay.js";

/** What a session needs of its surroundings, so that a test can give it another. */
export interface SessionOptions extends StepsOptions {
  /** Keeps checkpoints, all runs' at once. */
  save?(checkpoints: Checkpoint[]): Promise<void>;
  /** Time between checkpoints. Defaults to 10,000. */
  checkpointMs?: number;
  /** Steps that may be under way at once. Defaults to 1. */
  inFlight?: number;
  /** Runs that others train at the same time. Defaults to none. */
  companions?: Pick<Companions, "near" | "changed">;
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
  /** Keeps checkpoints after the step in hand, whenever the last ones were kept. */
  save(): void;
  /** The last checkpoint of each run, for a start on another device. */
  checkpoints(): Checkpoint[];
}

/**
 * Returns a session of *runs*. The run that is the furthest behind takes the next step, and waits if it is far ahead of its
 * companions, so that all curves grow together whatever their networks cost.
 */
export function createSession(runs: readonly SessionRun[], options: SessionOptions): Session {
  const {emit, nextTask, now, checkpointMs = 10_000, inFlight = 1, companions} = options;
  const all = runs.map(runProgress);
  const permits = createRunPermits();
  const steps = createStepsUnderWay(options);
  let savedMs = -Infinity;

  const active = () => all.filter((run) => !run.ended);
  const emitOfActive = (type: "checkpoint" | "paused" | "resumed") => {
    for (const {runId, trainer} of active()) emit({type, runId, step: trainer.taken});
  };

  async function saveAll(): Promise<void> {
    await steps.settle();
    for (const run of active())
      run.checkpoint = {...checkpointAt(run), state: await onDevice(run.trainer.state(), options)};
    await options.save?.(all.map(({checkpoint}) => checkpoint));
    emitOfActive("checkpoint");
  }

  /** Keeps all runs where they begin. A network that has taken no step needs no state: its seed makes it anew. */
  async function saveBeginning(): Promise<void> {
    await options.save?.(all.map(({checkpoint}) => checkpoint));
    emitOfActive("checkpoint");
  }

  /** Waits while paused; returns whether training goes on. */
  async function mayGoOn(): Promise<boolean> {
    if (permits.waiting) {
      await saveAll();
      emitOfActive("paused");
      while (permits.waiting) await permits.changed();
      for (const {meter} of all) meter.reset();
      if (!permits.paused) emitOfActive("resumed");
    }
    return !permits.stopped;
  }

  /** The runs that may begin a step, as far as this session is concerned. */
  const willing = () =>
    active().filter((run) => run.trainer.taken < run.trainer.spec.steps && permits.allows(run));

  /** Whether a run need not wait for its companions; single steps never do. */
  const isNear = ({trainer}: RunProgress) =>
    permits.paused || !companions || companions.near(trainer.taken, trainer.spec.steps);

  /** Begins the next step, if any may be taken, and takes the results that are due. */
  async function advance(): Promise<void> {
    const next = willing().filter(isNear);
    if (next.length > 0) {
      const run = furthestBehind(next);
      permits.use(run);
      steps.begin(run);
      return steps.settle(inFlight - 1);
    }
    await steps.settle();
    const waiting = willing();
    if (waiting.length === 0) permits.withdraw();
    else if (!permits.stopped && !waiting.some(isNear))
      await Promise.race([companions!.changed(), permits.changed()]);
  }

  async function trainAll(): Promise<void> {
    await saveBeginning(); // so that a reload loses nothing
    savedMs = now();
    while (active().length > 0 && (await mayGoOn())) {
      await advance();
      if (now() - savedMs >= checkpointMs) {
        await saveAll();
        savedMs = now();
      }
      await nextTask();
    }
    await steps.settle();
  }

  async function endAll(): Promise<void> {
    if (permits.stopped && active().length > 0) await saveAll();
    else await options.save?.([]);
    for (const run of active()) {
      await emitState(run, options);
      endRun(run, {type: "stopped", runId: run.runId, step: run.trainer.taken}, emit);
    }
  }

  return {
    async train() {
      try {
        await trainAll();
        await endAll();
      } finally {
        for (const {trainer} of active()) trainer.dispose();
      }
    },
    pause: permits.pause,
    resume: permits.resume,
    step: () => permits.grantStep(active()),
    stop: permits.stop,
    save: () => void (savedMs = -Infinity), // the next checkpoint is due
    checkpoints: () => all.map(({checkpoint}) => checkpoint)
  };
}
