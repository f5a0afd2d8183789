import type {WasmBuild} from "../../../experiment/wasmBuild.js";
import {type Machine, tensorOf} from "../../machine.js";
import type {MachinePlan} from "../../machinePlan.js";
import {bindKernel, scratchBytes} from "../../operations/kernels.js";
import {isRun, type Program} from "../../program.js";
import type {Space, Tensor} from "../../tensor.js";
import {openWasm} from "./module.js";

/** Options of createWasmMachine. */
export interface WasmMachineOptions {
  /** Which build of the kernels. Defaults to the fastest that the engine can run. */
  build?: WasmBuild;
}

/**
 * Returns a machine that runs *plan* on the processor, in WebAssembly with SIMD, on the thread that calls it: when `run`
 * returns, the program has run. All memory is taken here.
 *
 * Rejects if there is not so much memory, or no WebAssembly with SIMD.
 */
export async function createWasmMachine(
  plan: MachinePlan,
  {build}: WasmMachineOptions = {}
): Promise<Machine> {
  const {sizes, allocation} = plan;
  const calls = [...plan.programs, ...plan.seldom].flatMap((program) => program.calls);
  const scratchSize = Math.max(0, ...calls.map(({kernel}) => scratchBytes(kernel)));
  let end = 0;
  /** Takes room for so many bytes; every tensor begins a cache line. */
  const take = (bytes: number) => {
    const begin = end;
    end += Math.ceil(bytes / 64) * 64;
    return begin;
  };
  const spaces = new Map(Object.entries(sizes).map(([space, size]) => [space as Space, take(4 * size)]));
  const activations = allocation.buffers.map((size) => take(4 * size));
  const scratch = take(scratchSize);

  const {exports, memory, start} = await openWasm(end, build);
  const bound = new Map<string, (() => void)[]>();

  function placeOf(tensor: Tensor): number {
    const {space, offset} = tensor;
    const begin = space === "activations" ? activations[allocation.bufferOf(tensor)] : spaces.get(space)!;
    return start + begin + 4 * offset;
  }

  /** The calls of a program, each as a function. */
  function runsOf({name, calls}: Program): (() => void)[] {
    const known =
      bound.get(name) ??
      calls.map((call) => {
        const at = (name: string) => placeOf(tensorOf(call, name));
        return bindKernel(call.kernel, {at, scratch: start + scratch, exports});
      });
    bound.set(name, known);
    return known;
  }

  function read(tensors: readonly Tensor[]): Float32Array[] {
    return tensors.map((tensor) => new Float32Array(memory.buffer, placeOf(tensor), tensor.size).slice());
  }

  return {
    bytes: memory.buffer.byteLength,
    write(tensor, values) {
      const place = placeOf(tensor);
      if (values instanceof Int32Array) new Int32Array(memory.buffer, place, values.length).set(values);
      else new Float32Array(memory.buffer, place, values.length).set(values);
    },
    async run(program, tensors = [], dropped) {
      for (const [i, run] of runsOf(program).entries()) if (isRun(program.calls[i], dropped)) run();
      return read(tensors);
    },
    read: async (tensors) => read(tensors),
    dispose() {
      bound.clear();
    }
  };
}
