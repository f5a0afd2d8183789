import {Worker} from "node:worker_threads";
import {buildSync} from "esbuild";
import type {Helper} from "../../components/plan/machines/wasm/threads/helpers.js";

// Threads of Node that help, as workers of a page can. They run what worker/worker.ts runs of a request "assist".

const entry = `
import {parentPort} from "node:worker_threads";
import {assist} from "./components/plan/machines/wasm/threads/assist.js";
parentPort.once("message", (given) => assist(given, () => parentPort.postMessage("ready")));
`;

let bundled: string | undefined;

/** Returns a thread of Node that can help. */
export function createNodeThread(): Helper {
  bundled ??= buildSync({
    stdin: {contents: entry, resolveDir: process.cwd(), loader: "ts"},
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs"
  }).outputFiles[0].text;
  const worker = new Worker(bundled, {eval: true, execArgv: []});
  const helper: Helper = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => worker.postMessage(message),
    terminate: () => void worker.terminate()
  };
  worker.on("message", (data) => helper.onmessage?.({data}));
  worker.on("error", (error) => helper.onerror?.(error));
  return helper;
}
