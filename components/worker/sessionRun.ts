import type {StepMetrics} from "../experiment/stepMetrics.js";
import type {Checkpoint} from "../protocol/checkpoint.js";
import type {TrainerEvent} from "../protocol/messages.js";
import {createPace, type PaceMeter} from "./pace.js";
import type {RunTrainer} from "./trainer.js";

/** A trainer, and the checkpoint it was made from if the run was resumed. */
export interface SessionRun {
  runId: string;
  trainer: RunTrainer;
  checkpoint?: Checkpoint;
}

/** A run of a session, with its curve so far and its last checkpoint. */
export interface RunProgress {
  runId: string;
  trainer: RunTrainer;
  points: StepMetrics[];
  meter: PaceMeter;
  ended: boolean;
  checkpoint: Checkpoint;
}

/** Returns a run that has not taken a step in this session. */
export function runProgress({runId, trainer, checkpoint}: SessionRun): RunProgress {
  const points = [...(checkpoint?.points ?? [])];
  const run = {runId, trainer, points, meter: createPace(), ended: false};
  return {...run, checkpoint: checkpoint ?? checkpointAt(run)};
}

/** Returns a checkpoint of where a run is now, without its state, which is still to be read. */
export function checkpointAt({runId, trainer, points}: Omit<RunProgress, "checkpoint">): Checkpoint {
  return {runId, spec: trainer.spec, step: trainer.taken, points: [...points], ended: false, state: {}};
}

/** Ends a *run*, frees its network, and emits the *event* that says so. */
export function endRun(run: RunProgress, event: TrainerEvent, emit: (event: TrainerEvent) => void): void {
  run.ended = true;
  run.checkpoint = {...checkpointAt(run), ended: true};
  run.trainer.dispose();
  emit(event);
}

/** Returns the run that has taken the smallest share of its steps; the first of several. */
export function furthestBehind(runs: readonly RunProgress[]): RunProgress {
  const share = ({trainer}: RunProgress) => trainer.taken / trainer.spec.steps;
  return runs.reduce((behind, run) => (share(run) < share(behind) ? run : behind));
}
