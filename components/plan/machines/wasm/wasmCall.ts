import type {WasmExports} from "./module.js";

/** Bytes of a float32 number. */
export const floatBytes = 4;

/** What a call of a kernel in WebAssembly is made of. Places are bytes from the beginning of the memory. */
export interface WasmCall {
  readonly exports: WasmExports;
  /** Where the kernel's scratch begins, which no tensor and no other thread has; a multiple of 16. */
  readonly scratch: number;
  /** Which of the threads that make this kernel together this one is, from 0 on, and how many there are. */
  readonly share: readonly [thread: number, threads: number];
  /** Returns the place of a tensor, by its name; a multiple of 16. */
  at(name: string): number;
  /** Returns the place *offset* bytes into a tensor, or 0 if it is not *there*. */
  maybe(there: boolean, name: string, offset?: number): number;
}

/** Returns what a call is made of, given where each of its tensors is. */
export function wasmCall({at, ...call}: Omit<WasmCall, "maybe">): WasmCall {
  return {...call, at, maybe: (there, name, offset = 0) => (there ? at(name) + offset : 0)};
}
