import type {Expression} from "../network/expression.js";
import {fold} from "../network/fold.js";

/** A residual function on the way from input to output. */
export interface Crossing {
  /** The dotted name of its block, such as `layer2.0`. */
  readonly name: string;
  /** Whether a shortcut leads around it: then a path may cross it or not. */
  readonly shortcut: boolean;
}

/** Residual functions in a row, or undefined where paths do more than cross them or not. */
type Chain = readonly Crossing[] | undefined;

/**
 * Returns the residual functions that the paths of *expression* cross or pass by, first to last, or undefined if they are
 * not on one chain, as where branches are joined that are no shortcuts.
 *
 * It is the fold of pathPolynomial with names kept: of n crossings with a shortcut and m without, the polynomial is
 * t^m (1 + t)^n.
 */
export function crossings(expression: Expression): Chain {
  return fold<Chain>(expression, {
    leaf: () => [],
    sequence: (parts) => (parts.includes(undefined) ? undefined : parts.flatMap((part) => part!)),
    sum: (branches) => (branches.length === 1 ? branches[0] : withShortcut(branches)),
    concat: (branches) => (branches.length === 1 ? branches[0] : undefined),
    group: (body, {role}, name) =>
      role === "residual" ? [{name, shortcut: false}] : role === "shortcut" ? [] : body
  });
}

/** A residual function and a line around it, in either order. */
function withShortcut(branches: readonly Chain[]): Chain {
  const around = branches.find((branch) => branch?.length === 0);
  const through = branches.find((branch) => branch?.length === 1);
  if (branches.length !== 2 || !around || !through || through[0].shortcut) return undefined;
  return [{...through[0], shortcut: true}];
}
