import type {Checkpoint} from "../protocol/checkpoint.js";
import type {StartRequest} from "../protocol/messages.js";
import type {BackendKeeper} from "./backendKeeper.js";
import {createCompanions} from "./companions.js";
import {createLossCount, isDeviceLoss} from "./deviceLoss.js";
import {type PrepareOptions, prepareRuns, type RunRequest} from "./prepareRuns.js";
import {createSession, type Session, type SessionOptions} from "./session.js";

/** Options of trainThroughLosses. */
export interface TrainThroughLossesOptions extends Pick<PrepareOptions, "dataset" | "emit" | "nextTask"> {
  keeper: BackendKeeper;
  /** Keeps checkpoints of all runs of the request that have not ended; none when all have. Defaults to keeping none. */
  save?(checkpoints: Checkpoint[]): Promise<void>;
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
  const {runs, together} = request;
  if (!together) return train(request, options);
  const own = new Map(runs.map(({runId, spec}) => [runId, spec.steps]));
  const companions = createCompanions({...together, own});
  const emit: typeof options.emit = (event) => {
    options.emit(event);
    companions.follow(event);
  };
  try {
    await train(request, {...options, emit, companions});
  } finally {
    companions.close();
  }
}

async function train(
  request: StartRequest,
  options: TrainThroughLossesOptions & Pick<SessionOptions, "companions">
): Promise<void> {
  const {keeper, onSession, dataset, emit, nextTask, companions} = options;
  const {executor, states, threads} = request;
  const ended = request.runs.flatMap(({checkpoint}) => (checkpoint?.ended ? [checkpoint] : []));
  const save = options.save && savesAll(options.save, ended);
  const losses = createLossCount();
  let runs = request.runs.filter(({checkpoint}) => !checkpoint?.ended);
  let backend = await keeper.open({first: request.backend});
  for (;;) {
    let session: Session | undefined;
    try {
      const prepared = await prepareRuns(runs, {backend, executor, threads, dataset, emit, nextTask});
      const {lost, plans} = backend;
      const now = () => performance.now();
      const surroundings = {emit, nextTask, save, lost, now, companions};
      session = createSession(prepared, {inFlight: plans?.inFlight, states, ...surroundings});
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

/** Keeps runs that have *ended* with those that go on. */
function savesAll(
  save: (checkpoints: Checkpoint[]) => Promise<void>,
  ended: readonly Checkpoint[]
): (checkpoints: Checkpoint[]) => Promise<void> {
  return (checkpoints) => save(checkpoints.length > 0 ? [...ended, ...checkpoints] : []);
}

function resumedRun(checkpoint: Checkpoint): RunRequest {
  return {runId: checkpoint.runId, spec: checkpoint.spec, checkpoint};
}
