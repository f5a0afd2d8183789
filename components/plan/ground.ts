import type {ParameterLayout} from "./parameterLayout.js";
import type {Parts} from "./program.js";
import type {Tensor} from "./tensor.js";

/** What the calls of a plan stand on. */
export interface Ground {
  readonly batch: number;
  readonly layout: ParameterLayout;
  readonly parts: Parts;
  /** The batch, `[batch, height, width, channels]`. */
  readonly images: Tensor;
  /** What dropout draws its masks by. */
  readonly seed: Tensor;
  /** Returns the four numbers of a block's gate. */
  gate(block: string): Tensor;
}

/** Returns the gate of what may be the sum of a residual block. */
export function gateOf({gate}: {gate?: string}, ground: Ground): Tensor | undefined {
  return gate === undefined ? undefined : ground.gate(gate);
}
