import {bindKernel, isShared, type Kernel} from "../../../operations/kernels.js";
import type {WasmExports} from "../module.js";
import {openKernels} from "../module.js";
import {createBarrier, release, waitWhile, words} from "./barrier.js";

/** A call with the places of its tensors, as one thread can tell it another. */
export interface PlacedCall {
  readonly kernel: Kernel;
  /** Bytes from the beginning of the memory. */
  readonly places: Readonly<Record<string, number>>;
}

/** What a thread needs to make its share of a plan's programs. */
export interface Assistance {
  readonly type: "assist";
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where the words of barrier.ts are, and behind them a byte a call that says whether it is run. */
  readonly control: number;
  readonly flags: number;
  /** Where the thread has its scratch. */
  readonly scratch: number;
  readonly share: readonly [thread: number, threads: number];
  readonly programs: readonly (readonly PlacedCall[])[];
}

/** What runs a program's calls. The first thread runs alone what is not shared; what is begins when all are there. */
export type RunTogether = (calls: readonly BoundCall[]) => void;

/** A call on a thread. */
export interface BoundCall {
  readonly run: () => void;
  /** Whether all threads have a share of it. */
  readonly shared: boolean;
}

/** Returns *calls* as functions of one thread. */
export function bindCalls(
  calls: readonly PlacedCall[],
  {exports, scratch, share}: {exports: WasmExports; scratch: number; share: Assistance["share"]}
): BoundCall[] {
  return calls.map(({kernel, places}) => {
    const at = (name: string) => {
      if (!(name in places)) throw new RangeError(`invalid call: ${kernel.type} without ${name}`);
      return places[name];
    };
    const shared = isShared(kernel);
    return {run: bindKernel(kernel, {exports, scratch, share: shared ? share : [0, 1], at}), shared};
  });
}

/** Returns what runs a thread's share of calls, as far as their flags say so. */
export function shareRunner({
  memory,
  control,
  flags,
  share
}: Pick<Assistance, "memory" | "control" | "flags" | "share">): RunTogether {
  const [thread, threads] = share;
  const barrier = createBarrier(controlOf(memory, control), threads);
  return (calls) => {
    const isRun = new Uint8Array(memory.buffer, flags, calls.length);
    let apart = false; // whether the first thread has run on
    for (const [i, {run, shared}] of calls.entries()) {
      if (!isRun[i]) continue;
      if (shared && apart) barrier();
      if (shared || thread === 0) run();
      if (shared) barrier();
      apart = !shared;
    }
    barrier(); // the flags may change now
  };
}

/** Returns the words of barrier.ts in a *memory*. */
export function controlOf({buffer}: WebAssembly.Memory, at: number): Int32Array {
  return new Int32Array(buffer, at, 16);
}

/**
 * Makes a thread's share of whatever program is begun, for as long as the thread lives: it never returns. *ready* is called
 * before.
 */
export async function assist(given: Assistance, ready: () => void): Promise<never> {
  const {module, memory, programs} = given;
  const {exports} = await openKernels(module, memory);
  const bound = programs.map((calls) => bindCalls(calls, {...given, exports}));
  const control = controlOf(memory, given.control);
  const runShare = shareRunner(given);
  let starts = Atomics.load(control, words.start);
  ready();
  for (;;) {
    waitWhile(control, words.start, starts);
    starts = Atomics.load(control, words.start);
    try {
      runShare(bound[Atomics.load(control, words.program)]);
    } catch (error) {
      Atomics.store(control, words.failed, 1);
      release(control, words.generation);
      throw error;
    }
  }
}
