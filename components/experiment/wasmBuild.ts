/**
 * A build of our WebAssembly kernels: **exact** rounds each product and each sum, and gives the same numbers on every
 * machine; **relaxed** may add a product in one rounding, as the processor does it fastest.
 */
export type WasmBuild = "exact" | "relaxed";
