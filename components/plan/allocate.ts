import {type Program, tensorsOf} from "./program.js";
import type {Tensor} from "./tensor.js";

/** Which buffer each tensor in activation memory is in. Tensors that are never needed at the same time share one. */
export interface Allocation {
  /** Sizes in numbers. */
  readonly buffers: readonly number[];
  bufferOf(tensor: Tensor): number;
}

/** A buffer is not given to a tensor so much smaller that a later large one would want it. */
const wasteAllowed = 4;

/**
 * Returns an allocation of all tensors in activation memory of *programs*, which never run at the same time. A tensor needs its
 * buffer from the call that first names it to the last; *pinned* ones until the end of their program, to be read then.
 *
 * The free buffer that fits best is taken; if none does, the largest free one grows.
 */
export function allocate(programs: readonly Program[], pinned: ReadonlySet<Tensor> = new Set()): Allocation {
  const buffers: number[] = [];
  const homes = new Map<Tensor, number>();
  for (const {calls} of programs) {
    const lastUse = new Map<Tensor, number>();
    for (const [i, call] of calls.entries())
      for (const tensor of activationTensors(tensorsOf(call)))
        lastUse.set(tensor, pinned.has(tensor) ? Infinity : i);
    const free = new Set(buffers.keys());
    const housed = new Set<Tensor>();
    for (const [i, call] of calls.entries()) {
      const tensors = activationTensors(tensorsOf(call));
      for (const tensor of tensors) {
        if (housed.has(tensor)) continue;
        housed.add(tensor);
        homes.set(tensor, take(tensor.size, free));
      }
      for (const tensor of tensors) if (lastUse.get(tensor) === i) free.add(homes.get(tensor)!);
    }
  }
  return {
    buffers,
    bufferOf(tensor) {
      const home = homes.get(tensor.whole ?? tensor);
      if (home === undefined) throw new RangeError(`unknown tensor: ${tensor.name}; no program uses it`);
      return home;
    }
  };

  function take(size: number, free: Set<number>): number {
    const fitting = [...free].filter((i) => buffers[i] <= size * wasteAllowed);
    const wide = fitting.filter((i) => buffers[i] >= size);
    const chosen =
      wide.length > 0
        ? wide.reduce((a, b) => (buffers[b] < buffers[a] ? b : a))
        : fitting.length > 0
          ? fitting.reduce((a, b) => (buffers[b] > buffers[a] ? b : a))
          : buffers.push(0) - 1;
    free.delete(chosen);
    buffers[chosen] = Math.max(buffers[chosen], size);
    return chosen;
  }
}

/** Returns those of *tensors* that are in activation memory, each once; of a part, its whole. */
function activationTensors(tensors: readonly Tensor[]): Set<Tensor> {
  return new Set(
    tensors.map((tensor) => tensor.whole ?? tensor).filter((tensor) => tensor.space === "activations")
  );
}
