import type {Activation} from "../../../network/leaf.js";

/** As in assembly/activation.ts. */
const codes = {relu: 1, tanh: 2, sigmoid: 3};

/** Returns the number by which WebAssembly knows an *activation*; 0 is none. */
export function codeOf(activation: Activation["type"] | undefined): number {
  return activation ? codes[activation] : 0;
}
