import {loadDataset} from "../dataset/datasets.js";
import type {Dataset} from "../dataset/images.js";
import {type BackendName, placeOf} from "../experiment/backend.js";
import type {Analysis, AnalysisName, AnalysisRequest, AnalysisRows} from "../protocol/analyses.js";
import type {Checkpoint} from "../protocol/checkpoint.js";
import type {DatasetSpec} from "../protocol/images.js";
import type {RunControl, StartRequest, TrainerEvent} from "../protocol/messages.js";
import {toldError} from "../protocol/toldError.js";
import type {WeighedFile, WeightsRequest} from "../protocol/weights.js";
import {analysisOf} from "./analyses.js";
import {type AnalysisControl, AnalysisStoppedError} from "./analysis/measureEach.js";
import {createBackendKeeper} from "./backendKeeper.js";
import {isDeviceLoss} from "./deviceLoss.js";
import {onDevice} from "./onDevice.js";
import type {Session} from "./session.js";
import {trainThroughLosses} from "./trainThroughLosses.js";
import {scoresOf, weighFile} from "./weighFile.js";

/** What an engine needs of its surroundings. */
export interface EngineOptions {
  emit(event: TrainerEvent): void;
  nextTask(): Promise<void>;
  wasmFolder?: string;
  /** Defaults to loadDataset. */
  dataset?: (spec: DatasetSpec) => Promise<Dataset>;
  /** Keeps checkpoints of all runs; none when there is nothing to go on with. Defaults to keeping none. */
  save?(checkpoints: Checkpoint[]): Promise<void>;
}

/** Trains what it is asked to, one set of runs at a time, through the loss of devices. */
export interface Engine {
  /** Stops what is under way, opens the backend and returns its name. Rejects if none works. */
  open(request: {backend?: BackendName}): Promise<BackendName>;
  /** Stops what is under way, then trains *request*'s runs until they end. Never rejects: faults are events. */
  start(request: StartRequest): Promise<void>;
  /**
   * Analyses a network, once nothing else is under way. Rejects if the request is invalid, if it is cancelled, and when
   * runs are started.
   */
  analyse<Request extends AnalysisRequest>(
    request: Request,
    control?: AnalyseControl
  ): Promise<Analysis<Request["analysis"]>>;
  /**
   * Says what a file of weights is of, and what its network makes of an image if there is one, once nothing else is under way.
   * Rejects with what is wrong with the file.
   */
  weigh(request: WeightsRequest): Promise<WeighedFile>;
  /** Controls the runs under way, if any. */
  control(control: RunControl): void;
  /** Keeps checkpoints of the runs under way after the step in hand. */
  save(): void;
  loseDevice(): void;
}

/** How an analysis reports its progress, and what stops it. */
export type AnalyseControl = Omit<AnalysisControl<AnalysisRows[AnalysisName]>, "nextTask">;

/** Returns an engine. It holds the one backend of this thread. */
export function createEngine(options: EngineOptions): Engine {
  const {emit, nextTask, wasmFolder, dataset = loadDataset, save} = options;
  const keeper = createBackendKeeper({emit, wasmFolder});
  let session: Session | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let latest = 0; // number of the latest start: earlier ones give way
  let requested: RunControl = "resume"; // the last one, for a session that is still being prepared

  /** Makes *next* the session that is controlled, and passes on what was requested before. A step is taken once. */
  function takeOver(next: Session): void {
    session = next;
    if (requested !== "resume") next[requested]();
    if (requested === "step") requested = "pause";
  }

  async function train(request: StartRequest, number: number): Promise<void> {
    const isLatest = () => number === latest;
    if (!isLatest()) return;
    const onSession = (next: Session) => (isLatest() ? takeOver(next) : next.stop());
    try {
      await trainThroughLosses(request, {keeper, dataset, emit, nextTask, save, onSession});
    } catch (error) {
      if (isLatest()) emit({type: "error", ...toldError(error)});
    } finally {
      session = undefined;
    }
  }

  async function analyse(
    request: AnalysisRequest,
    control: AnalysisControl<AnalysisRows[AnalysisName]>
  ): Promise<Analysis> {
    if (control.cancelled?.()) throw new AnalysisStoppedError();
    const opened = await keeper.open({first: request.backend});
    const {lost, plans, reference} = opened;
    try {
      const found = await onDevice(analysisOf(request, dataset, {plans, reference, control}), {
        lost,
        nextTask
      });
      return {place: placeOf(opened), ...found};
    } catch (error) {
      if (isDeviceLoss(error)) keeper.forget();
      throw error;
    }
  }

  async function weigh(request: WeightsRequest): Promise<WeighedFile> {
    const network = await weighFile(request);
    const {title, plainAlike, format, input, fit} = network;
    const known = {title, plainAlike, format, input, fit};
    if (!request.image) return known;
    const {backend, lost, plans} = await keeper.open({});
    const scores = scoresOf(network, request.image.values, {plans});
    return {...known, backend, ...(await onDevice(scores, {lost, nextTask}))};
  }

  /** Ends what is under way, and returns the number of what comes in its place. */
  function supersede(): number {
    requested = "resume";
    session?.stop();
    session = undefined; // from now on requests are for the new runs
    return ++latest;
  }

  /** Does *work* after what is under way. */
  function after<T>(work: () => Promise<T>): Promise<T> {
    const result = underWay.then(work);
    underWay = result.then(
      () => {},
      () => {} // reported to the caller, by `result`
    );
    return result;
  }

  return {
    open({backend}) {
      supersede();
      return after(async () => (await keeper.open({first: backend})).backend);
    },
    start(request) {
      const number = supersede();
      return after(() => train(request, number));
    },
    analyse<Request extends AnalysisRequest>(request: Request, control: AnalyseControl = {}) {
      const number = latest;
      const cancelled = () => Boolean(control.cancelled?.()) || number !== latest;
      const found = after(() => analyse(request, {onProgress: control.onProgress, cancelled, nextTask}));
      return found as Promise<Analysis<Request["analysis"]>>;
    },
    weigh: (request) => after(() => weigh(request)),
    control(request) {
      requested = session && request === "step" ? "pause" : request;
      session?.[request]();
    },
    save: () => session?.save(),
    loseDevice: () => keeper.lose()
  };
}
