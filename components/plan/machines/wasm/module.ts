import type {WasmBuild} from "../../../experiment/wasmBuild.js";
import {bestBuild} from "./bestBuild.js";
import {wasmBase64} from "./binary.js";

/**
 * The functions of kernels by name; what each takes is in its operation's assembly/. Pointers are bytes from the beginning
 * of the memory.
 */
export type WasmExports = Readonly<Record<string, (...values: number[]) => void>>;

/** The kernels on a memory of their own. */
export interface WasmMemory {
  readonly exports: WasmExports;
  readonly memory: WebAssembly.Memory;
  /** First byte that tensors may have, a multiple of 64; what is before belongs to the kernels. */
  readonly start: number;
}

const pageBytes = 65536;

/** The most that a memory with pointers of 32 bits can have. */
const mostBytes = 2 ** 32;

/** Bytes behind the last tensor: a kernel may read a vector where only a number of it counts. */
const slack = 64;

const compiled = new Map<WasmBuild, Promise<WebAssembly.Module>>();

/**
 * Returns the kernels of a *build* on a new memory with *bytes* for tensors, all 0, from its `start`. Needs no network; a
 * module is compiled once. Throws if there is not so much memory.
 */
export async function openWasm(bytes: number, build: WasmBuild = bestBuild()): Promise<WasmMemory> {
  const memory = new WebAssembly.Memory({initial: 1});
  const {exports} = await WebAssembly.instantiate(await compile(build), {env: {memory}});
  const start = (exports.heapStart as WebAssembly.Global<"i32">).value;
  grow(memory, start + bytes + slack);
  return {exports: exports as unknown as WasmExports, memory, start};
}

function compile(build: WasmBuild): Promise<WebAssembly.Module> {
  const known = compiled.get(build);
  if (known) return known;
  const bytes = Uint8Array.from(atob(wasmBase64[build]), (character) => character.charCodeAt(0));
  const made = WebAssembly.compile(bytes);
  compiled.set(build, made);
  return made;
}

function grow(memory: WebAssembly.Memory, bytes: number): void {
  const pages = Math.ceil(bytes / pageBytes) - memory.buffer.byteLength / pageBytes;
  try {
    if (pages > 0) memory.grow(pages);
  } catch (cause) {
    const given = bytes > mostBytes ? `has ${megabytes(mostBytes)} MB at most` : "gave less";
    const message = `not enough memory: a network needs ${megabytes(bytes)} MB; WebAssembly ${given}`;
    throw new RangeError(message, {cause});
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
