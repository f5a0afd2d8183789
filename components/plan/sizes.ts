import type {Tensor} from "./tensor.js";
import type {Value} from "./value.js";

/** Returns a tensor for an activation, a gradient, or something shorter-lived. */
export function activationTensor(name: string, size: number): Tensor {
  return {name, space: "activations", size, offset: 0};
}

/** A matrix whose rows are positions, `[rows, channels]`: an activation `[batch, height, width, channels]`. */
export interface Rows {
  readonly rows: number;
  readonly channels: number;
}

/** Returns the numbers in a *batch* of a value. */
export function sizeOf({volume: [height, width, channels]}: Value, batch: number): number {
  return batch * height * width * channels;
}

/** Returns a value as rows of channels. */
export function rowsOf({volume: [height, width, channels]}: Value, batch: number): Rows {
  return {rows: batch * height * width, channels};
}
