import {floatBytes} from "./wasmCall.js";

/** Where a gate's g₁, g₂ and g₃ are, in bytes from its beginning. */
export const gateBytes = {
  shortcut: floatBytes,
  residualBackward: 2 * floatBytes,
  shortcutBackward: 3 * floatBytes
};
