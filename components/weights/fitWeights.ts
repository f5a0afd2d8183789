import type {ModelState} from "../experiment/modelState.js";
import type {ParameterSpec} from "../network/parameters.js";
import {isFloat} from "./dtype.js";
import {shapeInPyTorch, valuesFromPyTorch} from "./pytorchLayout.js";
import {type StoredTensor, valuesOf} from "./storedTensor.js";

/** What became of a name: in network and file alike, in one of them only, or in both and not alike. */
export type FitStatus = "fitted" | "missing" | "unexpected" | "otherShape" | "otherType";

/** One row of the table of names. Shapes are PyTorch's. */
export interface FitRow {
  readonly name: string;
  readonly status: FitStatus;
  /** The shape that the network has; absent for a name that it does not know. */
  readonly expected?: readonly number[];
  /** The shape and the type that the file has; absent for a name that it does not have. */
  readonly found?: readonly number[];
  readonly dtype?: string;
}

/** How a file of weights and a network fit. */
export interface WeightsFit {
  /** The network's names in the order of a forward pass, then the file's others. */
  readonly rows: readonly FitRow[];
  /** Names that are in no row: counters of batches, which nothing here reads. */
  readonly counters: number;
}

const counter = /(^|\.)num_batches_tracked$/;

/** Returns how *tensors* of a file fit the parameters and running statistics, *specs*, of a network: by name and shape. */
export function fitWeights(specs: readonly ParameterSpec[], tensors: readonly StoredTensor[]): WeightsFit {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const known = new Set(specs.map(({name}) => name));
  const others = tensors.filter(({name}) => !known.has(name));
  const counters = others.filter(({name}) => counter.test(name));
  return {
    rows: [
      ...specs.map((spec) => fitRow(spec, byName.get(spec.name))),
      ...others
        .filter((tensor) => !counters.includes(tensor))
        .map(({name, shape, dtype}): FitRow => ({name, status: "unexpected", found: shape, dtype}))
    ],
    counters: counters.length
  };
}

/** Returns the values of what fitted, in our layout. */
export function fittedState(
  specs: readonly ParameterSpec[],
  tensors: readonly StoredTensor[],
  {rows}: WeightsFit
): ModelState {
  const fitted = new Set(rows.filter(({status}) => status === "fitted").map(({name}) => name));
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return Object.fromEntries(
    specs
      .filter(({name}) => fitted.has(name))
      .map((spec) => [spec.name, valuesFromPyTorch(valuesOf(byName.get(spec.name)!), spec)])
  );
}

/** Returns how many rows have each status. */
export function fitCounts({rows}: WeightsFit): Record<FitStatus, number> {
  const counts = {fitted: 0, missing: 0, unexpected: 0, otherShape: 0, otherType: 0};
  for (const {status} of rows) counts[status] += 1;
  return counts;
}

function fitRow(spec: ParameterSpec, tensor: StoredTensor | undefined): FitRow {
  const {name} = spec;
  const expected = shapeInPyTorch(spec);
  if (!tensor) return {name, status: "missing", expected};
  const {shape: found, dtype} = tensor;
  const same = found.length === expected.length && found.every((size, i) => size === expected[i]);
  const status = !same ? "otherShape" : isFloat(dtype) ? "fitted" : "otherType";
  return {name, status, expected, found, dtype};
}
