import type {ModelState} from "../../experiment/modelState.js";
import {movedAlong} from "./randomDirection.js";
import {symmetricEigen} from "./symmetricEigen.js";

/** The plane in which a path through weights lies as far as a plane can hold it, as a landscape asks for it. */
export interface PathPlane {
  /** The middle of the part of the plane that holds the path. */
  center: ModelState;
  /** From there to the edge. */
  directions: [ModelState, ModelState];
  /** How much of the path's variance each direction has: at most 1 together. */
  shares: [number, number];
  /** Where each state of the path is in the plane: at range 1, the edge is at −1 and 1. */
  path: [x: number, y: number][];
}

/** How much wider than the path the plane is. */
const margin = 1.2;

/**
 * Returns the plane of a training's path: through the mean of its *states*, along the first two principal components of what
 * *names* hold. The states must be three at least.
 *
 * Source: Li et al. 2018 (arXiv:1712.09913), §7.2.
 */
export function pathPlane(states: readonly ModelState[], names: readonly string[]): PathPlane {
  if (states.length < 3)
    throw new RangeError(`invalid path: ${states.length} states; a plane needs three at least`);
  const mean = combined(states, states.map(() => 1 / states.length), names); // prettier-ignore
  const offsets = states.map((state) => movedAlong(pick(state, names), [{direction: mean, distance: -1}]));
  const products = offsets.map((a) => offsets.map((b) => product(a, b, names)));
  const trace = products.reduce((sum, row, i) => sum + row[i], 0);
  const two = symmetricEigen(products).slice(0, 2);
  const axes = two.map(({value: found, vector}) => {
    const value = Math.max(0, found); // rounding
    const coordinates = vector.map((part) => part * Math.sqrt(value));
    const [least, most] = [Math.min(...coordinates), Math.max(...coordinates)];
    const [middle, half] = [(least + most) / 2, (margin * (most - least)) / 2 || 1];
    const unit = combined(offsets, vector.map((part) => part / Math.sqrt(value || 1)), names); // prettier-ignore
    return {middle, half, unit, share: value / trace, at: coordinates.map((c) => (c - middle) / half)};
  });
  const [x, y] = axes;
  return {
    center: movedAlong(
      mean,
      axes.map(({unit, middle}) => ({direction: unit, distance: middle}))
    ),
    directions: [times(x.unit, x.half), times(y.unit, y.half)],
    shares: [x.share, y.share],
    path: x.at.map((value, i) => [value, y.at[i]])
  };
}

/** Returns the line through two states as a landscape asks for it: range 1 goes from one to the other. */
export function lineBetween(
  from: ModelState,
  to: ModelState,
  names: readonly string[]
): {center: ModelState; directions: [ModelState]} {
  return {
    center: combined([from, to], [0.5, 0.5], names),
    directions: [combined([to, from], [0.5, -0.5], names)]
  };
}

function pick(state: ModelState, names: readonly string[]): ModelState {
  return Object.fromEntries(names.map((name) => [name, state[name]]));
}

function times(state: ModelState, factor: number): ModelState {
  return Object.fromEntries(
    Object.entries(state).map(([name, values]) => [name, values.map((value) => factor * value)])
  );
}

/** Returns the sum of *states*, each times its factor. */
function combined(
  states: readonly ModelState[],
  factors: readonly number[],
  names: readonly string[]
): ModelState {
  return Object.fromEntries(
    names.map((name) => [
      name,
      states[0][name].map((_, i) => states.reduce((sum, state, s) => sum + factors[s] * state[name][i], 0))
    ])
  );
}

function product(a: ModelState, b: ModelState, names: readonly string[]): number {
  return names.reduce(
    (sum, name) => sum + a[name].reduce((part, value, i) => part + value * b[name][i], 0),
    0
  );
}
