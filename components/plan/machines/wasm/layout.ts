import {tensorOf} from "../../machine.js";
import type {MachinePlan} from "../../machinePlan.js";
import {scratchBytes} from "../../operations/kernels.js";
import type {Call} from "../../program.js";
import type {Space, Tensor} from "../../tensor.js";
import type {PlacedCall} from "./threads/assist.js";
import {controlBytes} from "./threads/barrier.js";

/** Where everything is, in bytes from where tensors may begin. */
export interface Layout {
  readonly bytes: number;
  /** Of the first thread; those of the others follow, each of *scratchBytes*. */
  readonly scratch: number;
  readonly scratchBytes: number;
  /** The words by which threads find each other, and the flags of calls. */
  readonly control: number;
  placeOf(tensor: Tensor): number;
}

/** Returns the layout of a plan for so many *threads*. */
export function layoutOf({sizes, allocation, programs, seldom}: MachinePlan, threads: number): Layout {
  const all = [...programs, ...seldom];
  const calls = all.flatMap((program) => program.calls);
  const mostCalls = Math.max(0, ...all.map((program) => program.calls.length));
  let bytes = 0;
  /** Takes room for so many bytes; every tensor begins a cache line. */
  const take = (size: number) => {
    const begin = bytes;
    bytes += wholeLines(size);
    return begin;
  };
  const spaces = new Map(Object.entries(sizes).map(([space, size]) => [space as Space, take(4 * size)]));
  const activations = allocation.buffers.map((size) => take(4 * size));
  const scratchEach = wholeLines(Math.max(0, ...calls.map(({kernel}) => scratchBytes(kernel))));
  const scratch = take(threads * scratchEach);
  const control = threads > 1 ? take(controlBytes + mostCalls) : 0;
  return {
    bytes,
    scratch,
    scratchBytes: scratchEach,
    control,
    placeOf(tensor) {
      const {space, offset} = tensor;
      const begin = space === "activations" ? activations[allocation.bufferOf(tensor)] : spaces.get(space)!;
      return begin + 4 * offset;
    }
  };
}

function wholeLines(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

/** Returns *calls* with the places of their tensors in a memory where tensors begin at *start*. */
export function placedCalls(calls: readonly Call[], layout: Layout, start: number): PlacedCall[] {
  return calls.map((call) => {
    const names = [...Object.keys(call.read), ...Object.keys(call.write)];
    const places = names.map((name) => [name, start + layout.placeOf(tensorOf(call, name))] as const);
    return {kernel: call.kernel, places: Object.fromEntries(places)};
  });
}
