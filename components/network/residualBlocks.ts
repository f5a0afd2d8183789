import type {Expression} from "./expression.js";
import {fold} from "./fold.js";

/** Returns the dotted names of the blocks that have a shortcut, such as `layer2.0`, in order. A plain network has none. */
export function residualBlocks(network: Expression): string[] {
  const joined = (parts: string[][]): string[] => parts.flat();
  return fold<string[]>(network, {
    leaf: () => [],
    sequence: joined,
    sum: joined,
    concat: joined,
    group: (inner, {role}, name) => (role === "shortcut" ? [...inner, name] : inner)
  });
}
