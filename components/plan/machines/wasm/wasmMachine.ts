import type {WasmBuild} from "../../../experiment/wasmBuild.js";
import type {Machine} from "../../machine.js";
import type {MachinePlan} from "../../machinePlan.js";
import {isShared} from "../../operations/kernels.js";
import {isRun, type Program} from "../../program.js";
import type {Tensor} from "../../tensor.js";
import {type Layout, layoutOf, placedCalls} from "./layout.js";
import {openSharedWasm, openWasm, type SharedWasm, type WasmMemory} from "./module.js";
import {
  type Assistance,
  bindCalls,
  type BoundCall,
  controlOf,
  type PlacedCall,
  shareRunner
} from "./threads/assist.js";
import {controlBytes, release, words} from "./threads/barrier.js";
import {createHelper, type Helper, ready} from "./threads/helpers.js";

/** A machine on the processor. */
export interface WasmMachine extends Machine {
  /** How many threads make each kernel. */
  readonly threads: number;
}

/** Options of createWasmMachine. */
export interface WasmMachineOptions {
  /** Which build of the kernels. Defaults to the fastest that the engine can run. */
  build?: WasmBuild;
  /**
   * Threads that make each large kernel together, the calling one included. Where they cannot be had, or nothing is large
   * enough, one makes all. The numbers do not depend on it. Defaults to 1.
   */
  threads?: number;
  createThread?: () => Helper;
}

/**
 * Returns a machine that runs *plan* on the processor, in WebAssembly with SIMD, on the thread that calls it and, where they
 * are asked for, helpers: when `run` returns, the program has run. All memory is taken here.
 *
 * Rejects if there is not so much memory, or no WebAssembly with SIMD.
 */
export async function createWasmMachine(
  plan: MachinePlan,
  {build, threads = 1, createThread = createHelper}: WasmMachineOptions = {}
): Promise<WasmMachine> {
  if (threads > 1 && plan.programs.some(({calls}) => calls.some(({kernel}) => isShared(kernel)))) {
    const shared = await threadedMachine(plan, {build, threads, createThread}).catch(() => undefined);
    if (shared) return shared; // otherwise what there is must do
  }
  const layout = layoutOf(plan, 1);
  const wasm = await openWasm(layout.bytes, build);
  const bind = (placed: readonly PlacedCall[]) =>
    bindCalls(placed, {exports: wasm.exports, scratch: wasm.start + layout.scratch, share: [0, 1]});
  return machineOf(layout, wasm, {
    threads: 1,
    bind,
    run: ({calls}, bound, dropped) => {
      for (const [i, {run}] of bound.entries()) if (isRun(calls[i], dropped)) run();
    }
  });
}

async function threadedMachine(
  plan: MachinePlan,
  {build, threads, createThread}: {build?: WasmBuild; threads: number; createThread(): Helper}
): Promise<WasmMachine> {
  const layout = layoutOf(plan, threads);
  const wasm = await openSharedWasm(layout.bytes, build);
  const programs = [...plan.programs, ...plan.seldom];
  const numbers = new Map(programs.map(({name}, i) => [name, i]));
  const given = assistance(layout, wasm, {programs, threads});
  const helpers: Helper[] = [];
  try {
    for (let thread = 1; thread < threads; thread++) helpers.push(createThread());
    await Promise.all(helpers.map((helper, i) => ready(helper, given(i + 1))));
  } catch (error) {
    for (const helper of helpers) helper.terminate();
    throw error;
  }
  const own = given(0);
  const control = controlOf(wasm.memory, own.control);
  const runShare = shareRunner(own);
  return machineOf(layout, wasm, {
    threads,
    bind: (placed) => bindCalls(placed, {...own, exports: wasm.exports}),
    run({name, calls}, bound, dropped) {
      const flags = calls.map((call) => Number(isRun(call, dropped)));
      new Uint8Array(wasm.memory.buffer, own.flags, calls.length).set(flags);
      Atomics.store(control, words.program, numbers.get(name)!);
      release(control, words.start);
      runShare(bound);
    },
    dispose() {
      for (const helper of helpers) helper.terminate();
    }
  });
}

/** Returns what each thread is told. */
function assistance(
  layout: Layout,
  {module, memory, start}: SharedWasm,
  {programs, threads}: {programs: readonly Program[]; threads: number}
): (thread: number) => Assistance {
  const placed = programs.map(({calls}) => placedCalls(calls, layout, start));
  return (thread) => ({
    type: "assist",
    module,
    memory,
    control: start + layout.control,
    flags: start + layout.control + controlBytes,
    scratch: start + layout.scratch + thread * layout.scratchBytes,
    share: [thread, threads],
    programs: placed
  });
}

/** How a machine binds and runs programs. */
interface Running extends Pick<WasmMachine, "threads"> {
  bind(calls: readonly PlacedCall[]): BoundCall[];
  run(program: Program, bound: readonly BoundCall[], dropped?: ReadonlySet<string>): void;
  dispose?(): void;
}

function machineOf(
  layout: Layout,
  {memory, start}: WasmMemory,
  {threads, bind, run, dispose}: Running
): WasmMachine {
  const bound = new Map<string, BoundCall[]>();
  const placeOf = (tensor: Tensor) => start + layout.placeOf(tensor);

  /** The calls of a program, each as a function. */
  function boundCalls({name, calls}: Program): BoundCall[] {
    const known = bound.get(name) ?? bind(placedCalls(calls, layout, start));
    bound.set(name, known);
    return known;
  }

  function read(tensors: readonly Tensor[]): Float32Array[] {
    return tensors.map((tensor) => new Float32Array(memory.buffer, placeOf(tensor), tensor.size).slice());
  }

  return {
    bytes: memory.buffer.byteLength,
    threads,
    write(tensor, values) {
      const place = placeOf(tensor);
      if (values instanceof Int32Array) new Int32Array(memory.buffer, place, values.length).set(values);
      else new Float32Array(memory.buffer, place, values.length).set(values);
    },
    async run(program, tensors = [], dropped) {
      run(program, boundCalls(program), dropped);
      return read(tensors);
    },
    read: async (tensors) => read(tensors),
    dispose() {
      bound.clear();
      dispose?.();
    }
  };
}
