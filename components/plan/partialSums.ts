import type {Segment} from "./operations/reduce/reduce.js";
import {type ParameterLayout, slotSize} from "./parameterLayout.js";
import type {CallList, Parts} from "./program.js";
import {activationTensor} from "./sizes.js";
import type {Tensor} from "./tensor.js";

/** Partial sums that wait together for their addition: one kernel adds those of many layers. */
export interface PartialSums {
  /**
   * Lets *write* add a call that writes *count* parts of a *gradient* of *size* numbers; one part is the gradient itself.
   */
  add(gradient: Tensor, size: number, count: number, write: (count: number, partials: Tensor) => void): void;
  /** Adds what waits. */
  flush(): void;
}

/**
 * Returns no partial sums yet, whose calls go to a list. Those of a residual function that a step drops are added like
 * all others, though nothing was written there: clearGradients comes after them.
 */
export function createPartialSums(
  {add: call, inside}: CallList,
  {layout, parts}: {layout: ParameterLayout; parts: Parts}
): PartialSums {
  let whole = activationTensor("partial sums", 0);
  let segments: Segment[] = [];

  function flush(): void {
    if (segments.length > 0) {
      const reduce = {type: "reduce", segments} as const;
      inside(undefined, () => call(reduce, {partials: whole}, {sums: layout.whole("gradients")}));
    }
    whole = activationTensor("partial sums", 0);
    segments = [];
  }

  return {
    flush,
    add(gradient, size, count, write) {
      if (count === 1) return write(1, gradient);
      const needed = Math.ceil((count * size) / slotSize) * slotSize;
      if (whole.size > 0 && whole.size + needed > parts.waiting) flush();
      const from = whole.size;
      whole.size += needed;
      segments.push({size, parts: count, from, to: gradient.offset});
      write(count, {
        name: `${gradient.name} in parts`,
        space: "activations",
        size: count * size,
        offset: from,
        whole
      });
    }
  };
}
