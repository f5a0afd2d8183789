import type {ParameterSpec} from "../network/parameters.js";
import type {ModelState} from "./modelState.js";

type Shaped = Pick<ParameterSpec, "name" | "shape" | "kind">;

/**
 * Returns the parameters of a ResNeXt block in the sum or concat form, *specs*, that make it the grouped form with the
 * parameters *grouped* of *state*: branch i has the i-th part of each tensor, along the axis where a branch is smaller.
 * A bias of the last convolution, of which every branch of the sum form has a whole one, is shared out evenly. What is
 * not in a branch is as it was.
 *
 * Source: Xie et al. 2017 (arXiv:1611.05431), Fig. 3.
 */
export function formState(
  state: ModelState,
  grouped: readonly Shaped[],
  specs: readonly Shaped[]
): ModelState {
  const wholes = new Map(grouped.map((spec) => [spec.name, spec]));
  const branches = new Set(specs.flatMap(({name}) => branchOf(name)?.branch ?? [])).size;
  return Object.fromEntries(
    specs.map((spec) => {
      const {branch, rest} = branchOf(spec.name) ?? {branch: 0, rest: spec.name};
      const whole = wholes.get(rest);
      if (!whole) throw new RangeError(`unknown parameter: ${spec.name}; the grouped form has no ${rest}`);
      const axis = whole.shape.findIndex((size, i) => size !== spec.shape[i]);
      if (axis >= 0)
        return [spec.name, partOf(state[rest], whole.shape, {axis, size: spec.shape[axis], branch})];
      const isShared = spec.name !== rest && branches > 1;
      return [spec.name, isShared ? state[rest].map((value) => value / branches) : state[rest].slice()];
    })
  );
}

/** `branches.2.conv1.weight` is `conv1.weight` in branch 2. */
function branchOf(name: string): {branch: number; rest: string} | undefined {
  const [, before, branch, after] = /^(.*\.)?branches\.(\d+)\.(.*)$/.exec(name) ?? [];
  return after === undefined ? undefined : {branch: Number(branch), rest: `${before ?? ""}${after}`};
}

/** The *branch*-th part of so many indexes on an *axis* of *values* of a *shape*, row-major. */
function partOf(
  values: Float32Array,
  shape: readonly number[],
  {axis, size, branch}: {axis: number; size: number; branch: number}
): Float32Array {
  const inner = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  const [stride, length] = [shape[axis] * inner, size * inner];
  const part = new Float32Array((values.length / stride) * length);
  for (let from = branch * length, to = 0; to < part.length; from += stride, to += length)
    part.set(values.subarray(from, from + length), to);
  return part;
}
