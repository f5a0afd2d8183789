import type {ModelState} from "../experiment/modelState.js";
import type {ParameterSpec} from "../network/parameters.js";
import {shapeInPyTorch, valuesToPyTorch} from "./pytorchLayout.js";
import type {StoredTensor} from "./storedTensor.js";

/** Returns a network's parameters and running statistics as tensors that PyTorch loads by name, in float32. */
export function storedState(specs: readonly ParameterSpec[], state: ModelState): StoredTensor[] {
  return specs.map((spec) =>
    storedTensor(spec.name, valuesToPyTorch(state[spec.name], spec), shapeInPyTorch(spec))
  );
}

/** Returns *values* of a *shape* as a tensor. */
export function storedTensor(name: string, values: Float32Array, shape: readonly number[]): StoredTensor {
  const bytes = () => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return {name, dtype: "F32", shape, bytes};
}
