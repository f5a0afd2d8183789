import {datasetKey} from "../dataset/datasetChoice.js";
import type {Dataset, LabelledImages} from "../dataset/images.js";
import type {DatasetSpec} from "../protocol/images.js";
import {errorFrom, type ToldError, toldError} from "../protocol/toldError.js";

/** Loads a data set. */
type Load = (spec: DatasetSpec) => Promise<Dataset>;

/** What a worker that makes images answers to one that asks for them. */
type Given = {spec: DatasetSpec; dataset: Dataset} | {spec: DatasetSpec; error: ToldError};

/**
 * Gives the images that *load* makes to the worker at the other end of *port*. It gets a copy; where the page is isolated from
 * other sites, both see the same memory.
 */
export function giveImages(port: MessagePort, load: Load): void {
  port.onmessage = async ({data: spec}: MessageEvent<DatasetSpec>) => {
    const answer = await load(spec).then(
      (dataset): Given => ({
        spec,
        dataset: globalThis.crossOriginIsolated ? inSharedMemory(dataset) : dataset
      }),
      (error): Given => ({spec, error: toldError(error)})
    );
    port.postMessage(answer);
  };
}

/** Gets images from another worker. Made by createImageTaker. */
export interface ImageTaker {
  /** From now on asks the worker at the other end of *port*, also for what another has not answered. */
  takeFrom(port: MessagePort): void;
  /** Whether there is another worker to ask. */
  readonly connected: boolean;
  /** Returns a data set. Rejects as the other worker did when it made it. */
  load: Load;
  /** Asks anew for what is asked for from now on: other images may have been dropped. */
  forget(): void;
}

/** Returns a taker that nobody gives to yet. */
export function createImageTaker(): ImageTaker {
  const asked = new Map<string, {spec: DatasetSpec; dataset: Promise<Dataset>; settle(given: Given): void}>();
  const unanswered = new Set<string>();
  let port: MessagePort | undefined;

  function receive({data}: MessageEvent<Given>): void {
    const key = datasetKey(data.spec);
    unanswered.delete(key);
    asked.get(key)?.settle(data);
  }

  return {
    get connected() {
      return port !== undefined;
    },
    takeFrom(next) {
      port?.close();
      port = next;
      port.onmessage = receive;
      for (const key of unanswered) port.postMessage(asked.get(key)!.spec);
    },
    load(spec) {
      const key = datasetKey(spec);
      const known = asked.get(key);
      if (known) return known.dataset;
      let settle!: (given: Given) => void;
      const dataset = new Promise<Dataset>((resolve, reject) => {
        settle = (given) => ("error" in given ? reject(errorFrom(given.error)) : resolve(given.dataset));
      });
      asked.set(key, {spec, dataset, settle});
      unanswered.add(key);
      port!.postMessage(spec);
      return dataset;
    },
    forget() {
      for (const key of asked.keys()) if (!unanswered.has(key)) asked.delete(key);
    }
  };
}

/** Copies that were made once, since the images of a data set never change. */
const shared = new WeakMap<Dataset, Dataset>();

function inSharedMemory(dataset: Dataset): Dataset {
  const known = shared.get(dataset);
  if (known) return known;
  const move = (images: LabelledImages) => ({...images, pixels: sharedCopy(images.pixels)});
  const copy = {...dataset, train: move(dataset.train), test: move(dataset.test)};
  shared.set(dataset, copy);
  return copy;
}

function sharedCopy(values: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(values.length));
  copy.set(values);
  return copy;
}
