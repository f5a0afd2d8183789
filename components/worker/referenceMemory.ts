import {sum} from "d3-array";
import {layerCosts} from "../network/cost.js";
import type {Expression} from "../network/expression.js";
import type {Volume} from "../network/shapes.js";

/** The most that a memory with pointers of 32 bits can have, as in WebAssembly; a tab bears no more anyway. */
const mostBytes = 2 ** 32;

/**
 * Throws if a training step of *batch* images on the reference executor would take more memory than there is: a result of
 * each layer is kept for the backward pass, and its gradient is as large. Plans count theirs by themselves, to the byte.
 */
export function checkReferenceMemory(
  {expression, input}: {expression: Expression; input: Volume},
  batch: number
): void {
  const bytes = 2 * batch * sum(layerCosts(expression, input), ({activationBytes}) => activationBytes);
  if (bytes > mostBytes)
    throw new RangeError(
      `not enough memory: a step of ${batch} images takes about ${megabytes(bytes)} MB on the reference executor; ` +
        `it has ${megabytes(mostBytes)} MB at most, so choose a smaller batch`
    );
}

function megabytes(bytes: number): string {
  return Math.round(bytes / 2 ** 20).toLocaleString("en");
}
