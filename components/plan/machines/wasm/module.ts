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

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/**
 * Returns the kernels of a *build* on a new memory with *bytes* for tensors, all 0, from its `start`. Needs no network; a
 * module is compiled once. Throws if there is not so much memory.
 */
export async function openWasm(bytes: number, build: WasmBuild = bestBuild()): Promise<WasmMemory> {
  const memory = new WebAssembly.Memory({initial: 1});
  const opened = await openKernels(await compileKernels(wasmBase64[build]), memory);
  grow(memory, opened.start + bytes + slack);
  return opened;
}

/** The kernels for threads that share a memory, on the first of them. */
export interface SharedWasm extends WasmMemory {
  /** What the other threads open on the memory. */
  readonly module: WebAssembly.Module;
}

/** Like openWasm, except that other threads can have the memory too. */
export async function openSharedWasm(bytes: number, build: WasmBuild = bestBuild()): Promise<SharedWasm> {
  const {sharedWasmBase64} = await import("./threads/sharedBinary.js");
  const module = await compileKernels(sharedWasmBase64[build]);
  const maximum = Math.ceil((bytes + slack) / pageBytes) + pagesOfKernels;
  if (maximum * pageBytes > mostBytes) throw memoryError(bytes, `has ${megabytes(mostBytes)} MB at most`);
  const memory = new WebAssembly.Memory({initial: 1, maximum, shared: true});
  const opened = await openKernels(module, memory);
  grow(memory, opened.start + bytes + slack);
  return {...opened, module};
}

/** Pages that the constants of the kernels have at most. */
const pagesOfKernels = 4;

/** Returns the kernels of a *module* on a *memory*. */
export async function openKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory
): Promise<WasmMemory> {
  const {exports} = await WebAssembly.instantiate(module, {env: {memory}});
  const start = (exports.heapStart as WebAssembly.Global<"i32">).value;
  return {exports: exports as unknown as WasmExports, memory, start};
}

function compileKernels(base64: string): Promise<WebAssembly.Module> {
  const known = compiled.get(base64);
  if (known) return known;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const made = WebAssembly.compile(bytes);
  compiled.set(base64, made);
  return made;
}

function grow(memory: WebAssembly.Memory, bytes: number): void {
  const pages = Math.ceil(bytes / pageBytes) - memory.buffer.byteLength / pageBytes;
  try {
    if (pages > 0) memory.grow(pages);
  } catch (cause) {
    throw memoryError(
      bytes,
      bytes > mostBytes ? `has ${megabytes(mostBytes)} MB at most` : "gave less",
      cause
    );
  }
}

function memoryError(bytes: number, given: string, cause?: unknown): RangeError {
  const message = `not enough memory: a network needs ${megabytes(bytes)} MB; WebAssembly ${given}`;
  return new RangeError(message, {cause});
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
