import type {Checkpoint} from "../protocol/checkpoint.js";
import type {TrainerRequest} from "../protocol/messages.js";
import type {BackendKeeper} from "./backendKeeper.js";
import {checkpointSaver} from "./checkpointSaver.js";
import {createLossCount, isDeviceLoss} from "./deviceLoss.js";
import {type PrepareOptions, prepareRuns, type RunRequest} from "./prepareRuns.js";
import {createSession, type Session} from "./session.js";

/** A request to train. */
export type StartRequest = Extract<TrainerRequest, {type: "start"}>;

/** Options of trainThroughLosses. */
export interface TrainThroughLossesOptions extends Pick<PrepareOptions, "dataset" | "emit" | "nextTask"> {
  keeper: BackendKeeper;
  /** Called with each session before it trains, so that it can be controlled. */
  onSession(session: Session): void;
}

/**
 * Trains the runs of a *request* until they end. When the device is lost, goes on from their last checkpoints on the device
 * that opens next. Rejects if no backend works.
 */
export async function trainThroughLosses(
  request: StartRequest,
  options: TrainThroughLossesOptions
): Promise<void> {
  const {keeper, onSession, dataset, emit, nextTask} = options;
  const {executor, states} = request;
  const ended = request.runs.flatMap(({checkpoint}) => (checkpoint?.ended ? [checkpoint] : []));
  const save = request.keep ? checkpointSaver(request.keep, ended, emit) : undefined;
  const losses = createLossCount();
  let runs = request.runs.filter(({checkpoint}) => !checkpoint?.ended);
  let backend = await keeper.open({first: request.backend});
  for (;;) {
    let session: Session | undefined;
    try {
      const prepared = await prepareRuns(runs, {backend, executor, dataset, emit, nextTask});
      const {lost, plans} = backend;
      const now = () => performance.now();
      session = createSession(prepared, {inFlight: plans?.inFlight, states, emit, nextTask, save, lost, now});
      onSession(session);
      return await session.train();
    } catch (error) {
      if (!isDeviceLoss(error)) throw error;
      const reason = (error as Error).message;
      if (session) {
        const checkpoints = session.checkpoints();
        ended.push(...checkpoints.filter((checkpoint) => checkpoint.ended));
        runs = checkpoints.filter((checkpoint) => !checkpoint.ended).map(resumedRun);
      } // else the device was lost while the runs were prepared: they begin where they were to
      const without = losses.add(backend.backend, reason);
      backend = await keeper.open({first: request.backend, without});
      for (const {runId, checkpoint} of runs)
        emit({type: "restarted", runId, step: checkpoint?.step ?? 0, reason});
    }
  }
}

function resumedRun(checkpoint: Checkpoint): RunRequest {
  return {runId: checkpoint.runId, spec: checkpoint.spec, checkpoint};
}
