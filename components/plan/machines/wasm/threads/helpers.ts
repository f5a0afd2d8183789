import type {Assistance} from "./assist.js";

/** A thread that can help, such as a worker. */
export interface Helper {
  postMessage(message: Assistance): void;
  /** Called with what it answers, which is that it is ready, and when it cannot be made. */
  onmessage: ((event: {data: unknown}) => void) | null;
  onerror: ((event: {message?: string}) => void) | null;
  terminate(): void;
}

/** Resolves when *helper* is ready to make its share. Rejects where it cannot be. */
export function ready(helper: Helper, given: Assistance): Promise<void> {
  return new Promise((resolve, reject) => {
    helper.onmessage = () => resolve();
    helper.onerror = ({message}) => reject(new Error(message ?? "a thread could not be made"));
    helper.postMessage(given);
  });
}

/** Returns how many threads a network can have here of those *wanted*: 1 where threads cannot share a memory. */
export function threadsHere(wanted: number): number {
  const {crossOriginIsolated, SharedArrayBuffer: shared} = globalThis as {
    crossOriginIsolated?: boolean;
    SharedArrayBuffer?: unknown;
  };
  return crossOriginIsolated && typeof shared === "function" && typeof Worker === "function" ? wanted : 1;
}

/** Returns a worker of the same script as this one: see the request "assist" in worker/worker.ts. */
export function createHelper(): Helper {
  const {href} = (globalThis as unknown as {location: {href: string}}).location;
  return new Worker(href, {type: "module", name: "thread"}) as unknown as Helper;
}
