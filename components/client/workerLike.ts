import type {TrainerEvent, TrainerRequest} from "../protocol/messages.js";

/** The part of a Worker that a client uses, so that a test can give it a few lines instead. */
export interface WorkerLike {
  postMessage(request: TrainerRequest, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<TrainerEvent[]>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Returns a worker that trains. Throws if this browser has none, or none made of modules. */
export function createTrainingWorker(): WorkerLike {
  if (typeof Worker === "undefined") throw new Error("this browser has no workers, in which networks train");
  let readsType = false;
  const options: WorkerOptions = {
    get type(): WorkerType {
      readsType = true; // a browser that knows no workers of modules does not look at it
      return "module";
    }
  };
  const worker = new Worker(workerAddress(import.meta.resolve("../worker/worker.js")), options);
  if (readsType) return worker;
  worker.terminate();
  throw new Error("this browser has no workers made of modules, in which networks train; newer ones have");
}

let relay: string | undefined; // one will do: there is one worker

/**
 * Returns the address by which this document may start the worker at *url*. A document starts workers of its own origin only, so
 * where the site is another's, which a figure may be an element of, that is a module of this document that imports the worker's:
 * a module may be another's whose server allows it. It stays for as long as the document, since threads are made by its address.
 */
export function workerAddress(url: string): string {
  if (url.startsWith(`${location.origin}/`)) return url;
  return (relay ??= URL.createObjectURL(new Blob([`import "${url}";`], {type: "text/javascript"})));
}
