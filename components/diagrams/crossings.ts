import type {Expression} from "../network/expression.js";
import {fold} from "../network/fold.js";
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

/** Residual functions in a row, or undefined where paths do more than cross them or not. */
type Chain = readonly Crossing[] | undefined;

/**
 * Returns the residual functions that the paths of *expression* cross or pass by, first to last, or undefined if they are
 * not on one chain, as where branches are joined that are no shortcuts.
 *
 * It is the fold of pathPolynomial with names kept: a crossing of C branches is a factor 1 + C·t if it has a shortcut,
 * and t if it has none.
 */
export function crossings(expression: Expression): Chain {
  const chain = fold<Chain>(expression, {
    leaf: () => [],
    sequence: (parts) => (parts.includes(undefined) ? undefined : parts.flatMap((part) => part!)),
    sum: (branches) => (branches.length === 1 ? branches[0] : withShortcut(branches)),
    concat: (branches) => (branches.length === 1 ? branches[0] : undefined),
    group: (body, {role, body: inside}, name) =>
      role === "residual"
        ? [{name, shortcut: false, branches: transformations(inside)}]
        : role === "shortcut"
          ? []
          : body
  });
  return chain?.map((crossing) => (crossing.shortcut ? crossing : {...crossing, branches: 1n}));
}

/** Returns how many branches each of *crossings* has, 1 if there is none, or undefined if they differ. */
export function commonBranches(crossings: readonly Crossing[]): bigint | undefined {
  const [first = 1n, ...others] = new Set(crossings.map(({branches}) => branches));
  return others.length === 0 ? first : undefined;
}

/** A residual function and a line around it, in either order. */
function withShortcut(branches: readonly Chain[]): Chain {
  const around = branches.find((branch) => branch?.length === 0);
  const through = branches.find((branch) => branch?.length === 1);
  if (branches.length !== 2 || !around || !through || through[0].shortcut) return undefined;
  return [{...through[0], shortcut: true}];
}
