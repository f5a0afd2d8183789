import type {Dataset} from "../dataset/images.js";
import type {Assistance} from "../plan/machines/wasm/threads/assist.js";
import type {DatasetSpec, Sample} from "../protocol/images.js";
import type {TrainerEvent, TrainerRequest} from "../protocol/messages.js";
import {toldError} from "../protocol/toldError.js";
import {createCheckpointReports} from "./checkpointReports.js";
import type {Engine} from "./engine.js";
import {createEventBatcher} from "./eventBatcher.js";
import {nextTask} from "./nextTask.js";
import {createImageTaker, giveImages} from "./sharedImages.js";

// The worker's entry: it answers requests, loads what trains when asked to, and TensorFlow.js only if a network needs it. Asked to
// assist, it becomes a thread of another worker's network, and answers nothing else.

/** The parts of a worker's global scope that this file uses; TypeScript's own types of it clash with the page's. */
interface WorkerScope {
  postMessage(events: TrainerEvent[] | "ready", transfer?: ArrayBuffer[]): void;
  onmessage: ((event: MessageEvent<TrainerRequest | Assistance>) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const batcher = createEventBatcher((events) => scope.postMessage(events, buffersOf(events)));
/** Posts an event that the page waits for. */
const emitNow = (event: TrainerEvent) => (batcher.add(event), batcher.flush());
const emit = (event: TrainerEvent) => (isFirst(event) ? emitNow(event) : batcher.add(event));
const reports = createCheckpointReports(emitNow);
const others = createImageTaker();
let engine: Promise<Engine> | undefined;
/** Analyses under way, by the number of their request. */
const analyses = new Map<number, {cancelled: boolean}>();

scope.onmessage = ({data}: MessageEvent<TrainerRequest | Assistance>) => {
  if (data.type === "assist") return void becomeThread(data);
  handle(data).catch((error: Error) => emit(refusal(data, error)));
};

/** A fault here is an error of the worker, which the other one hears. */
async function becomeThread(given: Assistance): Promise<void> {
  const {assist} = await import("../plan/machines/wasm/threads/assist.js");
  await assist(given, () => scope.postMessage("ready"));
}

async function handle(request: TrainerRequest): Promise<void> {
  switch (request.type) {
    case "open": {
      const backend = await (await openEngine()).open(request);
      return emitNow({type: "opened", number: request.number, backend});
    }
    case "start":
      others.forget();
      return (await openEngine()).start(request);
    case "kept":
      return reports.kept(request.number);
    case "giveImages":
      return giveImages(request.port, load);
    case "takeImages":
      return others.takeFrom(request.port);
    case "analyse":
      return analyse(request);
    case "weigh": {
      const weighed = await (await openEngine()).weigh(request);
      return emit({type: "weighed", requestId: request.requestId, weighed});
    }
    case "cancel": {
      const underWay = analyses.get(request.requestId);
      if (underWay) underWay.cancelled = true;
      return;
    }
    case "pause":
    case "resume":
    case "step":
    case "stop":
      return (await engine)?.control(request.type);
    case "save":
      return (await engine)?.save();
    case "loseDevice":
      return (await engine)?.loseDevice();
    case "sample":
      return emit({type: "sample", requestId: request.requestId, sample: await sampleOf(request)});
    case "importCifar":
      return emit({type: "imported", requestId: request.requestId, ...(await importCifar(request.files))});
    default:
      return unknownRequest(request);
  }
}

async function analyse(request: Extract<TrainerRequest, {type: "analyse"}>): Promise<void> {
  const {requestId} = request;
  const state = {cancelled: false};
  analyses.set(requestId, state);
  try {
    const analysis = await (
      await openEngine()
    ).analyse(request, {
      cancelled: () => state.cancelled,
      onProgress: (progress) => emit({type: "analysing", requestId, ...progress})
    });
    emit({type: "analysed", requestId, analysis});
  } finally {
    analyses.delete(requestId);
  }
}

function openEngine(): Promise<Engine> {
  engine ??= loadEngine().catch((error) => {
    engine = undefined; // so that the next request tries again
    throw error;
  });
  return engine;
}

async function loadEngine(): Promise<Engine> {
  emit({type: "preparing", what: "the training", done: 0, total: 1});
  const {createEngine} = await import("./engine.js");
  return createEngine({emit, nextTask, wasmFolder: wasmFolder(), dataset: load, save: reports.save});
}

/** Returns a data set, from the worker that makes the images if that is another. */
async function load(spec: DatasetSpec): Promise<Dataset> {
  if (others.connected) return others.load(spec);
  const {loadDataset} = await import("../dataset/datasets.js");
  const dataset = await loadDataset(spec);
  await nextTask(); // other workers that have asked meanwhile get it before this one goes on
  return dataset;
}

/** Where the site has tfjs's wasm files. Both are named, so that Framework copies both into one folder. */
function wasmFolder(): string {
  const files = [
    import.meta.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm"),
    import.meta.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm")
  ];
  return new URL(".", files[0]).href;
}

async function sampleOf({dataset, perClass}: Extract<TrainerRequest, {type: "sample"}>): Promise<Sample> {
  const {sampleImages} = await import("../dataset/sample.js");
  return sampleImages((await load(dataset)).train, perClass);
}

async function importCifar(files: Blob[]): Promise<{train: number; test: number}> {
  const {forgetLoadedDataset} = await import("../dataset/datasets.js");
  const {readCifar10} = await import("../dataset/cifar10.js");
  const {saveCifar10} = await import("../dataset/cifarStore.js");
  const {train, test} = await readCifar10(files);
  await saveCifar10({train, test});
  forgetLoadedDataset();
  return {train: train.count, test: test.count};
}

/** Returns what is transferred to the page rather than copied: the states of runs. */
function buffersOf(events: readonly TrainerEvent[]): ArrayBuffer[] {
  const buffers = events.flatMap((event) =>
    event.type === "state" ? Object.values(event.state).map(({buffer}) => buffer as ArrayBuffer) : []
  );
  return [...new Set(buffers)];
}

/** Whether an event tells of the first step of a run: readers wait for it. */
function isFirst(event: TrainerEvent): boolean {
  return event.type === "points" && event.points[0].step === 1;
}

function refusal(request: TrainerRequest, error: Error): TrainerEvent {
  return "requestId" in request
    ? {type: "refused", requestId: request.requestId, ...toldError(error)}
    : {type: "error", ...toldError(error)};
}

function unknownRequest(request: never): never {
  throw new TypeError(`unknown request: ${JSON.stringify(request)}`);
}
