import {type Fault, FaultError} from "../../fields/fault.js";
import {layerCosts} from "../../network/cost.js";
import type {Concat, Expression} from "../../network/expression.js";
import {kernelWeights} from "../../network/kernelWeights.js";
import type {Conv} from "../../network/leaf.js";
import type {Volume} from "../../network/shapes.js";
import {type Inception, inception} from "../../network/zoo/googLeNet.js";

/** A convolution of a branch, and its weights. */
export interface BranchPart {
  readonly leaf: Conv;
  readonly weights: number;
}

/** A module's branches, each a list of convolutions, and what all of them cost. */
export interface ModuleBranches {
  readonly branches: readonly (readonly BranchPart[])[];
  /** Weights of the branches with windows, which are the first three. */
  readonly windowed: number;
  /** Of the branch after the pooling. */
  readonly projection: number;
  readonly multiplyAdds: number;
}

/** What a module may have at most of each kind of filter. */
export const mostFilters = 1024;

/** Throws a fault for each of *filters*, and for the input's *channels*, that is no integer from 1 to 1024. */
export function checkFilters(filters: Inception, channels: number): void {
  const faults = Object.entries({...filters, channels}).flatMap(([field, value]): Fault[] =>
    Number.isInteger(value) && value >= 1 && value <= mostFilters
      ? []
      : [
          {
            field,
            value: Number.isNaN(value) ? undefined : value,
            rule: {is: "integer", least: 1, most: mostFilters}
          }
        ]
  );
  if (faults.length > 0) throw new FaultError(faults);
}

/** Returns the module's branches with reductions, as the paper's Fig. 2(b), and without, as its Fig. 2(a). */
export function moduleBranches(
  filters: Inception,
  input: Volume
): {reduced: ModuleBranches; naive: ModuleBranches} {
  const none = {threesReduce: 0, fivesReduce: 0, poolProjection: 0};
  return {
    reduced: branchesOf(inception(filters) as Concat, input),
    naive: branchesOf(inception({...filters, ...none}) as Concat, input)
  };
}

function branchesOf({branches}: Concat, input: Volume): ModuleBranches {
  const parts = branches.map((branch) => partsOf(branch, input));
  const total = (some: readonly Expression[]) =>
    some.reduce((sum, branch) => sum + kernelWeights(branch, input), 0);
  const costs = branches.flatMap((branch) => layerCosts(branch, input));
  return {
    branches: parts,
    windowed: total(branches.slice(0, 3)),
    projection: total(branches.slice(3)),
    multiplyAdds: costs.reduce((sum, {multiplyAdds}) => sum + multiplyAdds, 0)
  };
}

function partsOf(branch: Expression, input: Volume): BranchPart[] {
  return layerCosts(branch, input).flatMap(({step, multiplyAdds, output: [height, width]}) =>
    step.type === "conv" ? [{leaf: step, weights: multiplyAdds / (height * width)}] : []
  );
}
