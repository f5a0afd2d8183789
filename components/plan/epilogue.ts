import type {Activation} from "../network/leaf.js";

/**
 * What follows a layer in its own kernel: y = activation(g₀·F + g₁·scale·addend). The gate g, four numbers that can be
 * changed between steps, is there if the sum is a residual block's: see Gate in model/gate.ts.
 */
export interface Epilogue {
  /** The constant factor λ of what is added; undefined if nothing is. */
  readonly addendScale?: number;
  readonly gated: boolean;
  readonly activation?: Activation["type"];
}

/** How a gradient meets what its tensor holds: dx = keep·g₃·dx + new. Undefined overwrites. */
export interface Accumulation {
  readonly keep?: number;
  /** Whether the gate's g₃ (shortcut, backward) multiplies what is kept. */
  readonly keepGated: boolean;
}
