import type {ModelState} from "../model/modelState.js";
import type {ParameterSpec} from "../network/parameters.js";

/** Returns a trained state as one row of numbers, 32 bits each: what each of *specs* has, in their order. Velocities are left out. */
export function toStateValues(state: ModelState, specs: readonly ParameterSpec[]): Float32Array<ArrayBuffer> {
  const values = new Float32Array(sizeOf(specs));
  let offset = 0;
  for (const spec of specs) {
    const own = state[spec.name];
    if (own?.length !== sizeOf([spec]))
      throw new RangeError(
        `invalid state: ${own?.length ?? "no"} values of ${spec.name}; it has ${sizeOf([spec])}`
      );
    values.set(own, offset);
    offset += own.length;
  }
  return values;
}

/** Returns what toStateValues was made of. Throws if *values* are not as many as *specs* have. */
export function fromStateValues(values: Float32Array, specs: readonly ParameterSpec[]): ModelState {
  const size = sizeOf(specs);
  if (values.length !== size)
    throw new RangeError(`invalid state: ${values.length} values; this network has ${size}`);
  let offset = 0;
  return Object.fromEntries(
    specs.map((spec) => [spec.name, values.slice(offset, (offset += sizeOf([spec])))])
  );
}

function sizeOf(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, {shape}) => sum + shape.reduce((product, length) => product * length, 1), 0);
}
