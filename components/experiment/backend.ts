import type {WasmBuild} from "./wasmBuild.js";

/** A backend of tfjs, in the order in which they are tried. A WebGPU that runs on the processor is tried late. */
export type BackendName = "webgpu" | "wasm" | "webgl" | "webgpu-software" | "cpu";

/** The order of trial. */
export const backendNames: readonly BackendName[] = ["webgpu", "wasm", "webgl", "webgpu-software", "cpu"];

/** What readers know each backend by. */
export const backendLabels: Readonly<Record<BackendName, string>> = {
  webgpu: "WebGPU",
  wasm: "WebAssembly",
  webgl: "WebGL",
  "webgpu-software": "software WebGPU",
  cpu: "JavaScript"
};

/** Where a network trains. */
export interface BackendInfo {
  backend: BackendName;
  /** The device's own name, as far as the browser tells it. */
  device: string;
  /** The build of the WebAssembly kernels that plans run by, where they run in WebAssembly. */
  wasmBuild?: WasmBuild;
  /** Backends tried before this one, each with the reason why it is not used. */
  failures: BackendFailure[];
}

/** Why a backend is not used. */
export interface BackendFailure {
  backend: BackendName;
  reason: string;
  /** Whether a part of the site did not come that it needs: it may work at the next try. */
  lostDownload?: boolean;
}

/** Returns what an open backend tells of itself to other threads, and nothing else that it has. */
export function placeOf({backend, device, wasmBuild, failures}: BackendInfo): BackendInfo {
  return {backend, device, ...(wasmBuild && {wasmBuild}), failures};
}
