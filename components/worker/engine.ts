import * as tf from "@tensorflow/tfjs";
import {loadDataset} from "../dataset/datasets.js";
import type {Dataset} from "../dataset/images.js";
import type {BackendName} from "../experiment/backend.js";
import type {Executor} from "../experiment/executor.js";
import type {Analysis, AnalysisName, AnalysisRequest, AnalysisRows} from "../protocol/analyses.js";
import type {Checkpoint} from "../protocol/checkpoint.js";
import type {TrainerEvent, TrainerRequest} from "../protocol/messages.js";
import {toldError} from "../protocol/toldError.js";
import {saveSession} from "../stores/checkpoints.js";
import {analysisOf} from "./analyses.js";
import {type AnalysisControl, AnalysisStoppedError} from "./analysis/measureEach.js";
import {type OpenBackend, openBackend} from "./backend.js";
import {createTrainableModel} from "./createTrainableModel.js";
import {onDevice} from "./onDevice.js";
import {createSession, type Session, type SessionRun} from "./session.js";
import {createTrainer} from "./trainer.js";

type StartRequest = Extract<TrainerRequest, {type: "start"}>;
type RunRequest = StartRequest["runs"][number];

type RunControl = "pause" | "resume" | "step" | "stop";

/** What an engine needs of its surroundings. */
export interface EngineOptions {
  emit(event: TrainerEvent): void;
  nextTask(): Promise<void>;
  wasmFolder?: string;
  /** Defaults to loadDataset. */
  dataset?: (spec: RunRequest["spec"]["dataset"]) => Promise<Dataset>;
}

/** Trains what it is asked to, one set of runs at a time, through the loss of devices. */
export interface Engine {
  /** Stops what is under way, then trains *request*'s runs until they end. Never rejects: faults are events. */
  start(request: StartRequest): Promise<void>;
  /**
   * Finds out what a network is like, once nothing else is under way. Rejects if that cannot be, if it is cancelled, and
   * when runs are started.
   */
  analyse<Request extends AnalysisRequest>(
    request: Request,
    control?: AnalyseControl
  ): Promise<Analysis<Request["analysis"]>>;
  /** Controls the runs under way, if any. */
  control(control: RunControl): void;
  loseDevice(): void;
}

/** What an analysis tells, and what stops it. */
export type AnalyseControl = Omit<AnalysisControl<AnalysisRows[AnalysisName]>, "nextTask">;

/** A backend is given up for the next when its device was lost so often. */
const lossesAllowed = 2;

/** Returns an engine. It holds the one backend of this thread. */
export function createEngine({emit, nextTask, wasmFolder, dataset = loadDataset}: EngineOptions): Engine {
  let opened: (OpenBackend & {first?: BackendName}) | undefined;
  let session: Session | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let latest = 0; // number of the newest start: older ones give way
  let requested: RunControl = "resume"; // the last one, for a session that is still being prepared

  async function backend(first?: BackendName, without?: Map<BackendName, string>): Promise<OpenBackend> {
    if (!opened || opened.first !== first || without) {
      opened = undefined;
      opened = {...(await openBackend({first, without, wasmFolder})), first};
    }
    const {device, failures} = opened;
    emit({type: "ready", backend: opened.backend, device, failures});
    return opened;
  }

  async function sessionRuns(runs: RunRequest[], wanted?: Executor): Promise<SessionRun[]> {
    const made: SessionRun[] = [];
    for (const [done, request] of runs.entries()) {
      const {name} = request.spec.network;
      emit({type: "preparing", what: `network ${name}`, done, total: runs.length});
      try {
        made.push(await sessionRun(request, wanted));
      } catch (error) {
        if (isDeviceLoss(error)) {
          for (const {trainer} of made) trainer.dispose();
          throw error;
        }
        emit({type: "failed", runId: request.runId, ...toldError(error)});
      }
      await nextTask();
    }
    return made;
  }

  async function sessionRun({runId, spec, checkpoint}: RunRequest, wanted?: Executor): Promise<SessionRun> {
    const images = await dataset(spec.dataset);
    const made = createTrainableModel(spec, {
      plans: opened?.plans,
      executor: wanted,
      onProgress: (done, total) => {
        if (total > 0 && done < total)
          emit({type: "preparing", what: `kernels of ${spec.network.name}`, done, total});
      }
    });
    const {model, executor, reason} = await onDevice(made, {lost: opened?.lost, nextTask});
    try {
      const trainer = createTrainer(spec, images, model, checkpoint);
      emit({type: "prepared", runId, executor, ...(reason && {reason})});
      return {runId, trainer, checkpoint};
    } catch (error) {
      model.dispose(); // it has no owner yet
      throw error;
    }
  }

  /** Makes *next* the session that is controlled, and passes on what was requested before. A step is taken once. */
  function takeOver(next: Session): void {
    session = next;
    if (requested !== "resume") next[requested]();
    if (requested === "step") requested = "pause";
  }

  /** Trains until the runs end, on one device after the other if need be. */
  async function trainThrough(request: StartRequest, current: () => boolean): Promise<void> {
    const ended = request.runs.flatMap(({checkpoint}) => (checkpoint?.ended ? [checkpoint] : []));
    const save = request.keep ? saver(request.keep, ended, emit) : undefined;
    const losses = new Map<BackendName, number>();
    let runs = request.runs.filter(({checkpoint}) => !checkpoint?.ended);
    let {lost, backend: name} = await backend(request.backend);
    for (;;) {
      let mine: Session | undefined;
      try {
        mine = createSession(await sessionRuns(runs, request.executor), {
          inFlight: opened?.plans?.inFlight,
          states: request.states,
          emit,
          nextTask,
          save,
          lost,
          now: () => performance.now()
        });
        if (current()) takeOver(mine);
        else mine.stop();
        return await mine.train();
      } catch (error) {
        if (!isDeviceLoss(error)) throw error;
        const reason = (error as Error).message;
        if (mine) {
          const checkpoints = mine.checkpoints();
          ended.push(...checkpoints.filter((checkpoint) => checkpoint.ended));
          runs = checkpoints
            .filter((checkpoint) => !checkpoint.ended)
            .map((checkpoint) => ({runId: checkpoint.runId, spec: checkpoint.spec, checkpoint}));
        } // else it was lost while the runs were prepared: they begin as they were to
        losses.set(name, (losses.get(name) ?? 0) + 1);
        ({lost, backend: name} = await backend(request.backend, givenUp(losses, reason)));
        for (const {runId, checkpoint} of runs)
          emit({type: "restarted", runId, step: checkpoint?.step ?? 0, reason});
      }
    }
  }

  async function analyse(
    request: AnalysisRequest,
    control: AnalysisControl<AnalysisRows[AnalysisName]>
  ): Promise<Analysis> {
    if (control.cancelled?.()) throw new AnalysisStoppedError();
    const {backend: name, device, failures, lost, plans} = await backend(request.backend);
    try {
      const found = await onDevice(analysisOf(request, dataset, {plans, control}), {lost, nextTask});
      return {place: {backend: name, device, failures}, ...found};
    } catch (error) {
      if (isDeviceLoss(error)) opened = undefined; // the next request looks for another
      throw error;
    }
  }

  return {
    async start(request) {
      const number = ++latest;
      requested = "resume";
      session?.stop();
      session = undefined; // from now on requests are for the new runs
      const before = underWay;
      underWay = (async () => {
        await before;
        if (number !== latest) return;
        try {
          await trainThrough(request, () => number === latest);
        } catch (error) {
          if (number === latest) emit({type: "error", ...toldError(error)});
        } finally {
          session = undefined;
        }
      })();
      return underWay;
    },
    analyse<Request extends AnalysisRequest>(request: Request, control: AnalyseControl = {}) {
      const [before, number] = [underWay, latest];
      const found = (async () => {
        await before;
        return analyse(request, {
          onProgress: control.onProgress,
          cancelled: () => Boolean(control.cancelled?.()) || number !== latest,
          nextTask
        });
      })();
      underWay = found.then(
        () => {},
        () => {} // told to who asked
      );
      return found as Promise<Analysis<Request["analysis"]>>;
    },
    control(request) {
      requested = session && request === "step" ? "pause" : request;
      session?.[request]();
    },
    loseDevice: () => opened?.lose()
  };
}

function isDeviceLoss(error: unknown): boolean {
  return (error as Error).name === "DeviceLostError";
}

/** Backends whose device was lost more often than is allowed, with the reason. */
function givenUp(losses: Map<BackendName, number>, reason: string): Map<BackendName, string> {
  const often = [...losses].filter(([, count]) => count > lossesAllowed);
  return new Map(often.map(([name]) => [name, reason]));
}

/** Returns a function that keeps checkpoints in the browser, and says once if the browser refuses. */
function saver(key: string, ended: Checkpoint[], emit: EngineOptions["emit"]) {
  let refused = false;
  return async (checkpoints: Checkpoint[]) => {
    try {
      await saveSession(key, checkpoints.length > 0 ? [...ended, ...checkpoints] : []);
    } catch (error) {
      if (!refused) emit({type: "unsaved", reason: (error as Error).message});
      refused = true;
    }
  };
}

/** Returns how many tensors there are on this thread, for tests of leaks. */
export function tensorCount(): number {
  return tf.memory().numTensors;
}
