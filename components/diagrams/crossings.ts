import type {Expression} from "../network/expression.js";
import {networkBlocks} from "../network/networkBlocks.js";
import {pathCount, pathPolynomial} from "../network/paths.js";
import {transformations} from "../network/transformations.js";

/** A residual function on the way from input to output. */
export interface Crossing {
  /** The dotted name of its block, such as `layer2.0`. */
  readonly name: string;
  /** Whether a shortcut leads around it: then a path may cross it or not. */
  readonly shortcut: boolean;
  /** How many parallel transformations it adds to the shortcut: the cardinality of a ResNeXt block, else 1. */
  readonly branches: bigint;
}

/**
 * Returns the residual functions that the paths of *expression* cross or pass by, first to last, or undefined if they are
 * not on one chain, as where branches are joined that are no shortcuts.
 *
 * On a chain each path crosses a residual function or passes it by, so that there are 1 + C ways at one of C branches with
 * a shortcut, and 1 way at one without. Other joins give more paths than these ways make.
 */
export function crossings(expression: Expression): readonly Crossing[] | undefined {
  const chain = networkBlocks(expression).map(({name, shortcut, residualFunction}): Crossing => ({
    name,
    shortcut: shortcut !== undefined,
    branches: shortcut ? transformations(residualFunction.body) : 1n
  }));
  const ways = chain.reduce(
    (count, {shortcut, branches}) => (shortcut ? count * (1n + branches) : count),
    1n
  );
  return ways === pathCount(pathPolynomial(expression)) ? chain : undefined;
}

/** Returns how many branches each of *crossings* has, 1 if there is none, or undefined if they differ. */
export function commonBranches(crossings: readonly Crossing[]): bigint | undefined {
  const [first = 1n, ...others] = new Set(crossings.map(({branches}) => branches));
  return others.length === 0 ? first : undefined;
}
