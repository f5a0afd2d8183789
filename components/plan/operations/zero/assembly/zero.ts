import {zeroFloats} from "../../../machines/wasm/assembly/simd";

/** dx = 0, whatever it holds. *dx*: `[size]`. 4 bytes a value. */
export function zero(dx: usize, size: i32): void {
  zeroFloats(dx, size);
}
