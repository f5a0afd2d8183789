import type {Checkpoint} from "../protocol/checkpoint.js";
import type {StartRequest, TrainerEvent} from "../protocol/messages.js";
import type {RunShare} from "../protocol/together.js";
import {type ExperimentState, initialState, nextState, type RunState} from "./runState.js";

/** The runs of one start, wherever they train: how far they are, and their last checkpoints. Made by createPooledRuns. */
export interface PooledRuns {
  /** The runs that are still to take a step. */
  underWay(): readonly RunState[];
  /** Notes an event of a run. */
  receive(event: TrainerEvent): void;
  /** Notes the last checkpoints of some runs. */
  receiveCheckpoints(checkpoints: readonly Checkpoint[]): void;
  /** All runs to keep: those that have ended, too, with their points; none if there is nothing to go on with. */
  checkpoints(): Checkpoint[];
  /** What to ask of a worker that goes on with these runs from their last checkpoints. */
  requests(runIds: readonly string[]): StartRequest["runs"];
  /** How far all runs are. */
  shares(): RunShare[];
}

/** Returns the runs of a *request*, where their checkpoints left them. */
export function createPooledRuns(request: StartRequest): PooledRuns {
  const last = new Map(
    request.runs.flatMap(({runId, checkpoint}) => (checkpoint ? [[runId, checkpoint]] : []))
  );
  let state: ExperimentState = initialState(
    request.runs.map(({runId, spec, checkpoint}) => ({...checkpoint, runId, spec}))
  );

  function checkpointOf({runId, spec, points, status}: RunState): Checkpoint {
    const step = points.at(-1)?.step ?? 0;
    if (status === "done" || status === "diverged")
      return {runId, spec, step, points: [...points], ended: true, state: {}};
    return last.get(runId) ?? {runId, spec, step: 0, points: [], ended: false, state: {}};
  }

  return {
    underWay: () => state.runs.filter(isActive),
    receive(event) {
      state = nextState(state, event);
    },
    receiveCheckpoints(checkpoints) {
      for (const checkpoint of checkpoints) last.set(checkpoint.runId, checkpoint);
    },
    checkpoints() {
      const kept = state.runs.filter(({status}) => status !== "failed").map(checkpointOf);
      return kept.some(({ended}) => !ended) ? kept : [];
    },
    requests: (runIds) =>
      runIds.map((runId) => {
        const {spec} = state.runs.find((run) => run.runId === runId)!;
        const checkpoint = last.get(runId);
        return {runId, spec, ...(checkpoint && {checkpoint})};
      }),
    shares: () =>
      state.runs.map((run) => ({
        runId: run.runId,
        share: isActive(run) ? (run.points.at(-1)?.step ?? 0) / run.spec.steps : Infinity
      }))
  };
}

function isActive({status}: RunState): boolean {
  return status === "waiting" || status === "running" || status === "paused";
}
