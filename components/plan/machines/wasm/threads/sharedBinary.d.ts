import type {WasmBuild} from "../../../experiment/wasmBuild.js";

/** The hash of the sources that the modules were compiled from. */
export declare const sharedSourceHash: string;

/** The compiled WebAssembly modules of the kernels in base64, one a build; `npm run wasm` writes them. */
export declare const sharedWasmBase64: Readonly<Record<WasmBuild, string>>;
