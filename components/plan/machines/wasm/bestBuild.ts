import type {WasmBuild} from "../../../experiment/wasmBuild.js";

/**
 * A module of one function that gives f32x4.relaxed_madd(x, x, x) of its argument. Only an engine with relaxed SIMD finds
 * it valid: Chrome 114, Firefox 145, Node 21.
 */
const probe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
  ...[0x01, 0x06, 0x01, 0x60, 0x01, 0x7b, 0x01, 0x7b], // types: (v128) → v128
  ...[0x03, 0x02, 0x01, 0x00], // functions: one of that type
  ...[0x0a, 0x0d, 0x01, 0x0b, 0x00], // code: one body of 11 bytes, no locals
  ...[0x20, 0x00, 0x20, 0x00, 0x20, 0x00], // local.get 0, three times
  ...[0xfd, 0x85, 0x02, 0x0b] // f32x4.relaxed_madd, end
);

/** Returns the fastest build of the kernels that an *engine* can run. */
export function bestBuild(engine: Pick<typeof WebAssembly, "validate"> = WebAssembly): WasmBuild {
  return engine.validate(probe) ? "relaxed" : "exact";
}
