import {type Dtype, dtypeBytes, floatsOf} from "./dtype.js";

/** A tensor as a file of weights has it. */
export interface StoredTensor {
  /** Its name in the file's `state_dict`. */
  readonly name: string;
  readonly dtype: Dtype;
  /** As in PyTorch: OIHW for a convolution, `[out, in]` for a dense layer. */
  readonly shape: readonly number[];
  /** Its numbers row by row, little-endian; may be on the file's own memory. */
  bytes(): Uint8Array;
}

/** A file of weights, read. */
export interface StoredWeights {
  readonly format: WeightsFormat;
  readonly tensors: readonly StoredTensor[];
  /** Texts that a safetensors file carries beside its tensors. */
  readonly metadata: ReadonlyMap<string, string>;
}

export type WeightsFormat = "safetensors" | "pth";

/** Returns a tensor's numbers in float32. Throws where it is of integers. */
export function valuesOf(tensor: StoredTensor): Float32Array {
  return floatsOf(tensor.bytes(), tensor.dtype);
}

/** Returns how many numbers a tensor of a *shape* has; 1 for that of no axes. */
export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Returns how many bytes such a tensor has. */
export function byteCount({dtype, shape}: Pick<StoredTensor, "dtype" | "shape">): number {
  return countOf(shape) * dtypeBytes[dtype];
}

/** The most axes that a tensor of a file may have. */
const mostAxes = 8;

/** Returns whether *value* is a shape: a short list of sizes whose product can be counted. */
export function isShape(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.length <= mostAxes &&
    value.every((size) => Number.isSafeInteger(size) && size >= 0) &&
    Number.isSafeInteger(countOf(value))
  );
}
