/** The hash of the sources that the module was compiled from. */
export declare const sourceHash: string;

/** The compiled WebAssembly module of the kernels; `npm run wasm` writes it. */
export declare const wasmBase64: string;
