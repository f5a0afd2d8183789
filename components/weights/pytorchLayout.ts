import type {ParameterSpec} from "../network/parameters.js";

/** Returns where each axis of our layout stands in PyTorch's: `[kernel, kernel, in, out]` is their OIHW. */
function axesFromPyTorch(spec: Pick<ParameterSpec, "shape">): number[] {
  if (spec.shape.length === 4) return [2, 3, 1, 0];
  if (spec.shape.length === 2) return [1, 0];
  return [0];
}

/** Returns the shape that a parameter has in PyTorch. */
export function shapeInPyTorch(spec: Pick<ParameterSpec, "shape">): number[] {
  const axes = axesFromPyTorch(spec);
  return axes.map((_, i) => spec.shape[axes.indexOf(i)]);
}

/** Returns the *values* of a parameter stored by PyTorch (OIHW, `[out, in]`) in our layout (HWIO, `[in, out]`). */
export function valuesFromPyTorch(
  values: ArrayLike<number>,
  spec: Pick<ParameterSpec, "shape">
): Float32Array {
  return permute(values, shapeInPyTorch(spec), axesFromPyTorch(spec));
}

/** Like valuesFromPyTorch, the other way. */
export function valuesToPyTorch(values: ArrayLike<number>, spec: Pick<ParameterSpec, "shape">): Float32Array {
  const axes = axesFromPyTorch(spec);
  return permute(
    values,
    spec.shape,
    axes.map((_, i) => axes.indexOf(i))
  );
}

/** Returns images `[batch, channels, height, width]` as `[batch, height, width, channels]`. */
export function imagesFromPyTorch(values: ArrayLike<number>, shape: readonly number[]): Float32Array {
  return permute(values, shape, [0, 2, 3, 1]);
}

/** Returns *values* of a *shape*, row-major, with their axes in a new order: axis i of the result is axis `axes[i]`. */
export function permute(
  values: ArrayLike<number>,
  shape: readonly number[],
  axes: readonly number[]
): Float32Array {
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
  const sizes = axes.map((axis) => shape[axis]);
  const steps = axes.map((axis) => strides[axis]);
  const result = new Float32Array(values.length);
  const index = axes.map(() => 0);
  let from = 0; // kept along, since a ResNet-50 has 25 million values
  for (let i = 0; i < result.length; i++) {
    result[i] = values[from];
    for (let j = axes.length - 1; j >= 0; j--) {
      from += steps[j];
      if (++index[j] < sizes[j]) break;
      from -= steps[j] * sizes[j];
      index[j] = 0;
    }
  }
  return result;
}
