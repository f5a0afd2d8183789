/** A module whose only function gives a vector: `(func (result v128) i32.const 0 i8x16.splat)`. */
const vectorModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // magic number and version
  ...[1, 5, 1, 96, 0, 1, 123], // types: () → v128
  ...[3, 2, 1, 0], // functions: one of type 0
  ...[10, 8, 1, 6, 0, 65, 0, 253, 15, 11] // code
);

/** Returns whether WebAssembly has vectors here. */
export function hasSimd(): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(vectorModule);
}
