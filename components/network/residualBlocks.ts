import type {Expression} from "./expression.js";
import {networkBlocks} from "./networkBlocks.js";

/** Returns the dotted names of the blocks that have a shortcut, such as `layer2.0`, in order. A plain network has none. */
export function residualBlocks(network: Expression): string[] {
  return networkBlocks(network).flatMap(({name, shortcut}) => (shortcut ? [name] : []));
}
