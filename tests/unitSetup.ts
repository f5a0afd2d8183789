import {IDBFactory} from "fake-indexeddb";
import {afterAll, vi} from "vitest";

// The files of unit tests share a process, since to load TensorFlow.js, D3 and jsdom for each of them takes longer than to
// test. Before each file, what another one may have left is put back: our own modules are loaded anew, TensorFlow.js
// computes on the processor, and the browser's store is empty.

vi.resetModules();
if (typeof window === "undefined") {
  const tf = await import("@tensorflow/tfjs");
  await tf.setBackend("cpu");
}

// The page loads some of its code when that is first asked for, and does not wait; a file's end would break off such a load.
afterAll(() => vi.dynamicImportSettled());

if ("indexedDB" in globalThis) globalThis.indexedDB = new IDBFactory();

// jsdom lays nothing out, so nothing is told of sizes; a test that needs one has an observer of its own.
if (typeof window !== "undefined")
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
