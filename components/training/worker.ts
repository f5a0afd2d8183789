import type {Engine} from "./engine.js";
import {nextTask} from "./nextTask.js";
import {createOutbox} from "./outbox.js";
import type {Sample, TrainerEvent, TrainerRequest} from "./protocol.js";

// The worker's entry: it answers requests, and loads TensorFlow.js only when asked to train.

/** What this file uses of a worker's global scope, whose types cannot stand beside the page's. */
interface WorkerScope {
  postMessage(events: TrainerEvent[]): void;
  onmessage: ((event: MessageEvent<TrainerRequest>) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const outbox = createOutbox((events) => scope.postMessage(events));
const emit = (event: TrainerEvent) => outbox.add(event);
let engine: Promise<Engine> | undefined;

scope.onmessage = ({data}: MessageEvent<TrainerRequest>) => {
  handle(data).catch((error: Error) => emit(refusal(data, error)));
};

async function handle(request: TrainerRequest): Promise<void> {
  switch (request.type) {
    case "start":
      return (await openEngine()).start(request);
    case "analyse": {
      const analysis = await (await openEngine()).analyse(request);
      return emit({type: "analysed", requestId: request.requestId, analysis});
    }
    case "pause":
    case "resume":
    case "step":
    case "stop":
      return (await engine)?.control(request.type);
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

function openEngine(): Promise<Engine> {
  engine ??= loadEngine().catch((error) => {
    engine = undefined; // so that the next request tries again
    throw error;
  });
  return engine;
}

async function loadEngine(): Promise<Engine> {
  emit({type: "preparing", what: "TensorFlow.js", done: 0, total: 1});
  const {createEngine} = await import("./engine.js");
  return createEngine({emit, nextTask, wasmFolder: wasmFolder()});
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
  const {loadDataset} = await import("../dataset/datasets.js");
  const {sampleImages} = await import("../dataset/sample.js");
  return sampleImages((await loadDataset(dataset)).train, perClass);
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

function refusal(request: TrainerRequest, {message}: Error): TrainerEvent {
  return "requestId" in request
    ? {type: "refused", requestId: request.requestId, message}
    : {type: "error", message};
}

function unknownRequest(request: never): never {
  throw new TypeError(`unknown request: ${JSON.stringify(request)}`);
}
